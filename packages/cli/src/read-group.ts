import { everyStatus, type GroupState } from '@linchpin/importing';
import type { PeopleClient } from './people-client.js';

/** Everything the group knows about its places and people as of a day. */
export async function readGroup(client: PeopleClient, on: string): Promise<GroupState> {
  const asOf = { on, recordedAt: undefined };
  return {
    sites: await all(async (pageToken) => {
      const page = await client.sites.listSites({ includeClosed: true, pageSize: 1000, pageToken });
      return [page.sites, page.nextPageToken];
    }),
    departments: await all(async (pageToken) => {
      const page = await client.departments.listDepartments({
        includeClosed: true,
        pageSize: 1000,
        pageToken,
      });
      return [page.departments, page.nextPageToken];
    }),
    positions: await all(async (pageToken) => {
      const page = await client.positions.listPositions({ includeClosed: true, pageSize: 1000, pageToken });
      return [page.positions, page.nextPageToken];
    }),
    employees: await all(async (pageToken) => {
      const page = await client.employees.listEmployees({
        asOf,
        statuses: [...everyStatus],
        pageSize: 500,
        pageToken,
      });
      return [page.employees, page.nextPageToken];
    }),
  };
}

async function all<Item>(
  page: (pageToken: string) => Promise<readonly [readonly Item[], string]>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let token: string | undefined = ''; token !== undefined; ) {
    const [more, next]: readonly [readonly Item[], string] = await page(token);
    items.push(...more);
    token = next === '' ? undefined : next;
  }
  return items;
}
