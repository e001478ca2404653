import type { ListEmployeesRequest, ListEmployeesResponse } from '@linchpin/contracts/people';
import type { QueryContext } from '@linchpin/service-kit';
import { orFail } from '../or-fail.js';
import { type After, employedStatuses, listEmployees } from './directory.query.js';
import { searchedWords } from './folded.js';
import type { View } from './in-view.js';
import { momentOf } from './moment.js';
import { staff } from './staff.projection.js';

/** Where the next page starts, and what the whole list is as of. */
interface PageStart extends After {
  readonly day: string;
  readonly instant: string;
}

const defaultSize = 50;

/** Answers ListEmployees. Later pages are of what was known when the first one was asked for. */
export async function directoryPage(
  request: ListEmployeesRequest,
  { read, scope, clock, pages }: QueryContext,
): Promise<ListEmployeesResponse> {
  const now = clock();
  const after = pages.open<PageStart>(request.pageToken, request);
  const moment = after
    ? { day: after.day, instant: new Date(after.instant) }
    : orFail(momentOf(request.asOf, now));
  const { employees, total, next } = await listEmployees(read(staff).collection, scope, {
    moment,
    view: viewOf(request),
    order: request.orderBy,
    descending: request.descending,
    size: request.pageSize || defaultSize,
    after,
  });
  const instant = after?.instant ?? (request.asOf?.recordedAt ?? now).toISOString();
  return {
    employees: [...employees],
    totalSize: total,
    nextPageToken: next ? pages.next({ ...next, day: moment.day, instant } satisfies PageStart, request) : '',
  };
}

const viewOf = (request: ListEmployeesRequest): View => ({
  siteIds: request.siteIds,
  departmentIds: request.departmentIds,
  positionIds: request.positionIds,
  statuses: request.statuses.length === 0 ? employedStatuses : request.statuses,
  managerId: request.managerId,
  words: searchedWords(request.search),
});
