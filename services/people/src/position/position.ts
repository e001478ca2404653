import { PositionCommand, PositionEvent } from '@linchpin/contracts/people';
import { aggregate, eventsOf } from '@linchpin/domain';
import { decideOpening, evolveOpening, isOpenOn, unopened } from '../opening/opening.js';

/** What a person is employed as. */
export const position = aggregate({
  name: 'people.position',
  commands: PositionCommand,
  events: PositionEvent,
  initial: unopened,
  isOpen: isOpenOn,
  decide: decideOpening(eventsOf(PositionEvent)),
  evolve: evolveOpening,
});
