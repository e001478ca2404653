import type { Collection } from '@linchpin/mongo';
import type { QueryContext } from '@linchpin/service-kit';
import { dayOf } from '../calendar/day.js';

/** Something that is listed by its name. */
export interface Listed {
  readonly _id: string;
  readonly name: string;
  readonly openedOn: string;
  /** FOREVER while open. */
  readonly closedOn: string;
}

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

/** A page of a list by name, and the token of the next one, empty on the last. */
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
    page,
    nextPageToken: more ? pages.next({ name: last.name, id: last._id } satisfies After, request) : '',
  };
}
