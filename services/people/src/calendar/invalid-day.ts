import { type Refusal, refuse } from '@linchpin/domain';
import { isDay } from './day.js';

/** Refuses INVALID_DATE what is not a day of the calendar. */
export const invalidDay = (field: string, text: string): Refusal | undefined =>
  isDay(text)
    ? undefined
    : refuse('INVALID_DATE', `${text} is not a day of the calendar; write it as 2018-11-30`, field);
