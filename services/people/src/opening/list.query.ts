import type { Collection } from '@linchpin/mongo';
import type { QueryContext } from '@linchpin/service-kit';
import { dayOf, FOREVER } from '../calendar/day.js';
import type { Listed } from './listed.js';

/** What all lists are asked for with. */
interface ListRequest {
  readonly includeClosed: boolean;
  readonly pageSize: number;
  readonly pageToken: string;
}

interface After {
  readonly name: string;
  readonly id: string;
}

const defaultSize = 200;

/** A page of a list by name, with `closedOn` empty while open, as contracts have it; and the token of the next page, empty on the last. */
export async function listByName<Item extends Listed>(
  items: Collection<Item & { _id: string }>,
  request: ListRequest,
  { pages, clock }: Pick<QueryContext, 'pages' | 'clock'>,
  among?: ReadonlySet<string>,
): Promise<{ page: readonly Item[]; nextPageToken: string }> {
  const size = request.pageSize || defaultSize;
  const after = pages.open<After>(request.pageToken, request);
  const found = await items
    .aggregate<Item>([
      {
        $match: {
          $and: [
            among ? { _id: { $in: [...among] } } : {},
            request.includeClosed ? {} : { closedOn: { $gt: dayOf(clock()) } },
            after
              ? { $or: [{ name: { $gt: after.name } }, { name: after.name, _id: { $gt: after.id } }] }
              : {},
          ],
        },
      },
      { $sort: { name: 1, _id: 1 } },
      { $limit: size + 1 },
    ])
    .toArray();
  const page = found.slice(0, size);
  const last = page.at(-1);
  const more = found.length > size && last !== undefined;
  return {
    page: page.map((item) => (item.closedOn === FOREVER ? { ...item, closedOn: '' } : item)),
    nextPageToken: more ? pages.next({ name: last.name, id: last._id } satisfies After, request) : '',
  };
}
