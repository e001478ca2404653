import { defineProjection, fold } from '@linchpin/domain';
import { byName, foldListed, type Listed } from '../opening/listed.js';
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
      ...foldListed,
      evolve: {
        ...foldListed.evolve,
        opened: (_, fact, recorded) => ({
          ...foldListed.evolve.opened(_, fact, recorded),
          timeZone: fact.timeZone,
          entity: fact.entity,
        }),
      },
    }),
  ],
  indexes: [byName],
});
