import type { AsOf } from '@linchpin/contracts/people';
import type { Refusal } from '@linchpin/domain';
import { dayOf } from '../calendar/day.js';
import { invalidDay } from '../calendar/invalid-day.js';
import { STILL } from './known.js';

/** What a question is asked as of: a day, and what was known at an instant about it. */
export interface Moment {
  readonly day: string;
  readonly instant: Date;
}

/** The last instant: all that is known, also by a process whose clock is ahead. */
export const latest = new Date(STILL.getTime() - 1);

/** The moment that a request asks about: by default today, in UTC, with all that is known. Refuses INVALID_DATE. */
export function momentOf(asOf: AsOf | undefined, now: Date): Moment | Refusal {
  const day = asOf?.on ? asOf.on : dayOf(now);
  return invalidDay('as_of.on', day) ?? { day, instant: asOf?.recordedAt ?? latest };
}
