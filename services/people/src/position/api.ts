import { PositionServiceDefinition } from '@linchpin/contracts/people';
import { bind } from '@linchpin/service-kit';
import { listByName } from '../opening/list.query.js';
import { position } from './position.js';
import { positions } from './positions.projection.js';

/** Binds the contract of the positions, which are the same for all sites. */
export const positionApi = bind(PositionServiceDefinition, {
  aggregate: position,
  queries: {
    listPositions: async (request, context) => {
      const { page, nextPageToken } = await listByName(context.read(positions).collection, request, context);
      return {
        positions: page.map(({ _id, name, openedOn, closedOn }) => ({
          positionId: _id,
          name,
          openedOn,
          closedOn,
        })),
        nextPageToken,
      };
    },
  },
});
