import { type Case, type Refusal, refuse } from '@linchpin/domain';
import { FOREVER } from '../calendar/day.js';
import { invalidDay } from '../calendar/invalid-day.js';

/** Something with a name that facts may refer to from one day until before another: a site, a department, a position. */
export interface Opening {
  /** Empty before it is opened. */
  readonly name: string;
  readonly openedOn: string;
  /** FOREVER while open. */
  readonly closedOn: string;
}

/** What the contract says of an opening. */
export interface Opened {
  readonly name: string;
  /** The first day on which facts may refer to it. */
  readonly on: string;
}

/** What the contract says of a renaming. */
export type Renamed = Pick<Opened, 'name'>;

/** What the contract says of a closure. */
export interface Closed {
  /** The first day on which facts may no longer refer to it. */
  readonly on: string;
}

/** What was never opened. */
export const unopened: Opening = { name: '', openedOn: FOREVER, closedOn: FOREVER };

/** Whether a fact of that day may refer to it. */
export const isOpenOn = ({ openedOn, closedOn }: Opening, day: string): boolean =>
  openedOn <= day && day < closedOn;

/**
 * Decides about what can be opened, renamed and closed.
 * @param events constructors of the events in its contract
 */
export const decideOpening = <
  Open extends Opened,
  Rename extends Renamed,
  Close extends Closed,
  OpenedEvent extends Case,
  RenamedEvent extends Case,
  ClosedEvent extends Case,
>(events: {
  readonly opened: (command: Open) => OpenedEvent;
  readonly renamed: (command: Rename) => RenamedEvent;
  readonly closed: (command: Close) => ClosedEvent;
}) => ({
  open: (command: Open, state: Opening) => whyNotOpen(command.on, state) ?? [events.opened(command)],
  rename: (command: Rename, state: Opening) => whyNotRename(command.name, state) ?? [events.renamed(command)],
  close: (command: Close, state: Opening) => whyNotClose(command.on, state) ?? [events.closed(command)],
});

/** Folds what was opened, renamed and closed. */
export const evolveOpening = {
  opened: (state: Opening, { name, on }: Opened): Opening => ({ ...state, name, openedOn: on }),
  renamed: <State extends Opening>(state: State, { name }: Renamed): State => ({ ...state, name }),
  closed: <State extends Opening>(state: State, { on }: Closed): State => ({ ...state, closedOn: on }),
};

/** INVALID_DATE, ALREADY_OPENED. */
export const whyNotOpen = (on: string, { openedOn }: Opening): Refusal | undefined =>
  invalidDay('on', on) ??
  (openedOn === FOREVER ? undefined : refuse('ALREADY_OPENED', `Already opened, on ${openedOn}`));

/** NEVER_OPENED, SAME_NAME. */
const whyNotRename = (name: string, opening: Opening): Refusal | undefined =>
  neverOpened(opening) ??
  (name === opening.name ? refuse('SAME_NAME', `It is already called ${name}`, 'name') : undefined);

/** INVALID_DATE, NEVER_OPENED, ALREADY_CLOSED, CLOSED_BEFORE_OPENED. */
const whyNotClose = (on: string, opening: Opening): Refusal | undefined =>
  invalidDay('on', on) ??
  neverOpened(opening) ??
  (opening.closedOn === FOREVER
    ? undefined
    : refuse('ALREADY_CLOSED', `Already closed, on ${opening.closedOn}`)) ??
  (on > opening.openedOn
    ? undefined
    : refuse('CLOSED_BEFORE_OPENED', `Opened on ${opening.openedOn}, and ${on} is not after it`, 'on'));

const neverOpened = ({ openedOn }: Opening): Refusal | undefined =>
  openedOn === FOREVER ? refuse('NEVER_OPENED', 'It was never opened; open it first') : undefined;
