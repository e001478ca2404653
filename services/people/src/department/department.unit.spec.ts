import { DepartmentCommand, DepartmentEvent } from '@linchpin/contracts/people';
import { commandsOf, eventsOf } from '@linchpin/domain';
import { describe } from 'vitest';
import { itOpensRenamesAndCloses } from '../opening/opening.fixtures.js';
import { department } from './department.js';

const words = {
  aggregate: department,
  commands: commandsOf(DepartmentCommand),
  events: eventsOf(DepartmentEvent),
};

describe('a department', () => {
  const id = { departmentId: 'care' };
  itOpensRenamesAndCloses(words, id, { ...id, name: 'Care', on: '2010-01-01' });
});
