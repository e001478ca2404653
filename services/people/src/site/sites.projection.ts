import { defineProjection, fold } from '@linchpin/domain';
import { FOREVER } from '../calendar/day.js';
import type { Listed } from '../opening/list.query.js';
import { site } from './site.js';

/** A site, as it is listed. */
export interface ListedSite extends Listed {
  readonly timeZone: string;
  readonly entity: string;
}

/** Every site by its name. */
export const sites = defineProjection<ListedSite>({
  name: 'people.sites',
  version: 1,
  sources: [
    fold<ListedSite>()(site, {
      key: ({ id }) => id,
      evolve: {
        opened: (_, { name, on, timeZone, entity }, { id }) => ({
          _id: id,
          name,
          openedOn: on,
          closedOn: FOREVER,
          timeZone,
          entity,
        }),
        renamed: (document, { name }) => document && { ...document, name },
        closed: (document, { on }) => document && { ...document, closedOn: on },
      },
    }),
  ],
  indexes: [{ name: 1, _id: 1 }],
});
