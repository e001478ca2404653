import { PositionCommand, PositionEvent } from '@linchpin/contracts/people';
import { commandsOf, eventsOf } from '@linchpin/domain';
import { describe } from 'vitest';
import { itOpensRenamesAndCloses } from '../opening/opening.fixtures.js';
import { position } from './position.js';

const words = { aggregate: position, commands: commandsOf(PositionCommand), events: eventsOf(PositionEvent) };

describe('a position', () => {
  const id = { positionId: 'dentist' };
  itOpensRenamesAndCloses(words, id, { ...id, name: 'Dentist', on: '2010-01-01' });
});
