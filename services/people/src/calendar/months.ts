import { type Refusal, refuse } from '@linchpin/domain';
import { monthsBetween } from './day.js';

/** The longest report by months. */
const mostMonths = 120;

/** The months that a request asks about, both ends included. Refuses INVALID_RANGE, RANGE_TOO_LONG. */
export function monthsAsked(from: string, to: string): readonly string[] | Refusal {
  if (from > to)
    return refuse(
      'INVALID_RANGE',
      `${from} is after ${to}; ask from the earlier month to the later`,
      'from_month',
    );
  const months = monthsBetween(from, to);
  return months.length > mostMonths
    ? refuse('RANGE_TOO_LONG', `${months.length} months; ask for at most ${mostMonths} at once`, 'to_month')
    : months;
}
