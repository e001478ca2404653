import { defineProjection, fold } from '@linchpin/domain';
import { FOREVER } from '../calendar/day.js';
import type { Listed } from '../opening/list.query.js';
import { department } from './department.js';

/** Every department by its name. */
export const departments = defineProjection<Listed>({
  name: 'people.departments',
  version: 1,
  sources: [
    fold<Listed>()(department, {
      key: ({ id }) => id,
      evolve: {
        opened: (_, { name, on }, { id }) => ({ _id: id, name, openedOn: on, closedOn: FOREVER }),
        renamed: (document, { name }) => document && { ...document, name },
        closed: (document, { on }) => document && { ...document, closedOn: on },
      },
    }),
  ],
  indexes: [{ name: 1, _id: 1 }],
});
