import { SiteServiceDefinition } from '@linchpin/contracts/people';
import { bind } from '@linchpin/service-kit';
import { listByName } from '../opening/list.query.js';
import { site } from './site.js';
import { sites } from './sites.projection.js';

/** Binds the contract of the sites. A caller sees their own. */
export const siteApi = bind(SiteServiceDefinition, {
  aggregate: site,
  queries: {
    listSites: async (request, context) => {
      const among = context.scope === 'all' ? undefined : context.scope;
      const { page, nextPageToken } = await listByName(
        context.read(sites).collection,
        request,
        context,
        among,
      );
      return {
        sites: page.map(({ _id, name, openedOn, closedOn, timeZone, entity }) => ({
          siteId: _id,
          name,
          openedOn,
          closedOn,
          timeZone,
          entity,
        })),
        nextPageToken,
      };
    },
  },
});
