import { DepartmentCommand, DepartmentEvent } from '@linchpin/contracts/people';
import { aggregate, eventsOf } from '@linchpin/domain';
import {
  isOpenOn,
  type Opening,
  unopened,
  whyNotClose,
  whyNotOpen,
  whyNotRename,
} from '../opening/opening.js';

const { opened, renamed, closed } = eventsOf(DepartmentEvent);

/** A department of the group; it can be at many sites. */
export const department = aggregate({
  name: 'people.department',
  commands: DepartmentCommand,
  events: DepartmentEvent,
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
