import { type Refusal, refuse } from '@linchpin/domain';
import { FOREVER } from '../calendar/day.js';
import { invalidDay } from '../calendar/invalid-day.js';

/** Something with a name that facts may refer to from one day until before another. */
export interface Opening {
  /** Empty before it is opened. */
  readonly name: string;
  readonly openedOn: string;
  /** FOREVER while open. */
  readonly closedOn: string;
}

/** What was never opened. */
export const unopened: Opening = { name: '', openedOn: FOREVER, closedOn: FOREVER };

/** Whether a fact of that day may refer to it. */
export const isOpenOn = ({ openedOn, closedOn }: Opening, day: string): boolean =>
  openedOn <= day && day < closedOn;

/** INVALID_DATE, ALREADY_OPENED. */
export const whyNotOpen = (on: string, { openedOn }: Opening): Refusal | undefined =>
  invalidDay('on', on) ??
  (openedOn === FOREVER ? undefined : refuse('ALREADY_OPENED', `Already opened, on ${openedOn}`));

/** NEVER_OPENED, SAME_NAME. */
export const whyNotRename = (name: string, opening: Opening): Refusal | undefined =>
  neverOpened(opening) ??
  (name === opening.name ? refuse('SAME_NAME', `It is already called ${name}`, 'name') : undefined);

/** INVALID_DATE, NEVER_OPENED, ALREADY_CLOSED, CLOSED_BEFORE_OPENED. */
export const whyNotClose = (on: string, opening: Opening): Refusal | undefined =>
  invalidDay('on', on) ??
  neverOpened(opening) ??
  (opening.closedOn === FOREVER
    ? undefined
    : refuse('ALREADY_CLOSED', `Already closed, on ${opening.closedOn}`)) ??
  (on > opening.openedOn
    ? undefined
    : refuse('CLOSED_BEFORE_OPENED', `Opened on ${opening.openedOn}, and ${on} is not after it`, 'on'));

const neverOpened = ({ openedOn }: Opening): Refusal | undefined =>
  openedOn === FOREVER ? refuse('NEVER_OPENED', 'It was never opened') : undefined;
