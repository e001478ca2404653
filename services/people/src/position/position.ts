import { PositionCommand, PositionEvent } from '@linchpin/contracts/people';
import { aggregate, eventsOf } from '@linchpin/domain';
import {
  isOpenOn,
  type Opening,
  unopened,
  whyNotClose,
  whyNotOpen,
  whyNotRename,
} from '../opening/opening.js';

const { opened, renamed, closed } = eventsOf(PositionEvent);

/** What a person is employed as. */
export const position = aggregate({
  name: 'people.position',
  commands: PositionCommand,
  events: PositionEvent,
  initial: unopened,
  isOpen: isOpenOn,

  decide: {
    open: (command, state: Opening) => whyNotOpen(command.on, state) ?? [opened(command)],
    rename: (command, state) => whyNotRename(command.name, state) ?? [renamed(command)],
    close: (command, state) => whyNotClose(command.on, state) ?? [closed(command)],
  },

  evolve: {
    opened: (state, { name, on }): Opening => ({ ...state, name, openedOn: on }),
    renamed: (state, { name }) => ({ ...state, name }),
    closed: (state, { on }) => ({ ...state, closedOn: on }),
  },
});
