import { DepartmentCommand, DepartmentEvent } from '@linchpin/contracts/people';
import { aggregate, eventsOf } from '@linchpin/domain';
import { decideOpening, evolveOpening, isOpenOn, unopened } from '../opening/opening.js';

/** A department of the group; it can be at many sites. */
export const department = aggregate({
  name: 'people.department',
  commands: DepartmentCommand,
  events: DepartmentEvent,
  initial: unopened,
  isOpen: isOpenOn,
  decide: decideOpening(eventsOf(DepartmentEvent)),
  evolve: evolveOpening,
});
