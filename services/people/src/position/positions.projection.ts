import { defineProjection, fold } from '@linchpin/domain';
import { FOREVER } from '../calendar/day.js';
import type { Listed } from '../opening/list.query.js';
import { position } from './position.js';

/** Every position by its name. */
export const positions = defineProjection<Listed>({
  name: 'people.positions',
  version: 1,
  sources: [
    fold<Listed>()(position, {
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
