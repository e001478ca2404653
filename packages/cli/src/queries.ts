import { type Employee, EmploymentStatus, type Group, GroupBy } from '@linchpin/contracts/people';
import { CliError } from './errors.js';
import { type PeopleClient, peopleClient } from './people-client.js';
import { print, table } from './print.js';
import type { CommonOptions } from './surroundings.js';

/** Options of the questions. */
export interface QueryOptions extends CommonOptions {
  readonly by?: string;
  readonly at?: string;
  readonly recordedAt?: string;
  readonly from?: string;
  readonly to?: string;
  readonly search?: string;
  readonly site?: string;
  readonly department?: string;
  readonly position?: string;
  readonly pageSize?: string;
  readonly pageToken?: string;
  readonly root?: string;
}

const groupings: Readonly<Record<string, GroupBy>> = {
  site: GroupBy.GROUP_BY_SITE,
  department: GroupBy.GROUP_BY_DEPARTMENT,
  position: GroupBy.GROUP_BY_POSITION,
};

const list = (text: string | undefined): string[] =>
  text === undefined ? [] : text.split(',').map((one) => one.trim());

/** The dimensions named by `--by`. */
function groupingOf(by: string | undefined): GroupBy[] {
  return list(by).map((name) => {
    const grouping = groupings[name];
    if (grouping === undefined)
      throw new CliError('USAGE', `--by knows site, department and position, not "${name}".`, 2);
    return grouping;
  });
}

const recorded = ({ recordedAt }: QueryOptions): Date | undefined => {
  if (recordedAt === undefined) return undefined;
  const instant = new Date(recordedAt);
  if (Number.isNaN(instant.getTime()))
    throw new CliError(
      'USAGE',
      `--recorded-at takes an instant such as 2025-01-01T00:00:00Z, not "${recordedAt}".`,
      2,
    );
  return instant;
};

const asOf = (options: QueryOptions) => ({ on: options.at ?? '', recordedAt: recorded(options) });
const filters = ({ site, department, position }: QueryOptions) => ({
  siteIds: list(site),
  departmentIds: list(department),
  positionIds: list(position),
});

const groupCells = (group: Group | undefined, by: readonly GroupBy[]) => ({
  ...(by.includes(GroupBy.GROUP_BY_SITE) ? { site: group?.siteId ?? '' } : {}),
  ...(by.includes(GroupBy.GROUP_BY_DEPARTMENT) ? { department: group?.departmentId ?? '' } : {}),
  ...(by.includes(GroupBy.GROUP_BY_POSITION) ? { position: group?.positionId ?? '' } : {}),
});

async function asking<Answer>(
  options: CommonOptions,
  ask: (client: PeopleClient) => Promise<Answer>,
): Promise<Answer> {
  const client = await peopleClient(options);
  try {
    return await ask(client);
  } finally {
    client.close();
  }
}

/** `query headcount` */
export async function headcount(options: QueryOptions): Promise<void> {
  const groupBy = groupingOf(options.by);
  const request = { asOf: asOf(options), groupBy, ...filters(options) };
  const answer = await asking(options, ({ employees }) => employees.getHeadcount(request));
  print(options.json, answer, ({ on, rows, total }) =>
    [
      `Employed on ${on}: ${total?.employed ?? 0} (${total?.active ?? 0} active, ${total?.onLeave ?? 0} on leave)`,
      ...(groupBy.length === 0
        ? []
        : [
            table(
              rows.map(({ group, employed, active, onLeave }) => ({
                ...groupCells(group, groupBy),
                employed,
                active,
                'on leave': onLeave,
              })),
            ),
          ]),
    ].join('\n'),
  );
}

/** `query turnover` */
export async function turnover(options: QueryOptions): Promise<void> {
  const groupBy = groupingOf(options.by);
  const { from = '', to = from } = options;
  const request = {
    fromMonth: from,
    toMonth: to,
    recordedAt: recorded(options),
    groupBy,
    ...filters(options),
  };
  const answer = await asking(options, ({ employees }) => employees.getTurnover(request));
  print(options.json, answer, ({ rows, totals }) =>
    table(
      (groupBy.length === 0 ? totals : rows).map((row) => ({
        month: row.month,
        ...groupCells(row.group, groupBy),
        opening: row.opening,
        hires: row.hires,
        in: row.transfersIn,
        out: row.transfersOut,
        voluntary: row.voluntaryTerminations,
        other: row.otherTerminations,
        closing: row.closing,
        rate: row.rate === undefined ? '' : `${(row.rate * 100).toFixed(1)} %`,
      })),
    ),
  );
}

/** `query employees` */
export async function employees(options: QueryOptions): Promise<void> {
  const request = {
    asOf: asOf(options),
    search: options.search ?? '',
    ...filters(options),
    pageSize: Number(options.pageSize ?? 50),
    pageToken: options.pageToken ?? '',
  };
  const answer = await asking(options, (client) => client.employees.listEmployees(request));
  print(options.json, answer, ({ employees: people, totalSize, nextPageToken }) =>
    [
      table(people.map(employeeCells)),
      `${people.length} of ${totalSize}`,
      ...(nextPageToken === '' ? [] : [`next page: --page-token ${nextPageToken}`]),
    ].join('\n'),
  );
}

/** `query employee` and `as-of` */
export async function employee(employeeId: string, options: QueryOptions): Promise<void> {
  const request = { employeeId, asOf: asOf(options) };
  const answer = await asking(options, (client) => client.employees.getEmployee(request));
  print(options.json, answer, (person) =>
    table(Object.entries(employeeCells(person)).map(([what, value]) => ({ what, value }))),
  );
}

/** `query history` */
export async function history(employeeId: string, options: QueryOptions): Promise<void> {
  const request = { employeeId, recordedAt: recorded(options) };
  const answer = await asking(options, (client) => client.employees.getEmployeeHistory(request));
  print(options.json, answer, ({ facts }) =>
    table(
      facts.map(({ version, recordedAt, recordedBy, event }) => ({
        version: String(version),
        fact: event?.event?.$case ?? '',
        on: event?.event === undefined || !('on' in event.event.value) ? '' : event.event.value.on,
        recorded: recordedAt?.toISOString() ?? '',
        by: recordedBy,
      })),
    ),
  );
}

/** `query org-chart` */
export async function orgChart(options: QueryOptions): Promise<void> {
  const request = { asOf: asOf(options), rootId: options.root ?? '', siteIds: list(options.site) };
  const answer = await asking(options, (client) => client.employees.getOrgChart(request));
  print(options.json, answer, ({ nodes, cycleIds }) =>
    [
      ...nodes.map(
        ({ depth, personal, positionId, reports }) =>
          `${'  '.repeat(depth)}${personal?.givenName} ${personal?.familyName}, ${positionId}${reports > 0 ? ` (${reports})` : ''}`,
      ),
      ...(cycleIds.length > 0 ? [`In a cycle: ${cycleIds.join(', ')}`] : []),
    ].join('\n'),
  );
}

const employeeCells = ({
  employeeId,
  personal,
  status,
  siteId,
  departmentId,
  positionId,
  managerId,
  hiredOn,
  terminatedOn,
}: Employee) => ({
  id: employeeId,
  name: `${personal?.givenName ?? ''} ${personal?.familyName ?? ''}`,
  status: EmploymentStatus[status].replace('EMPLOYMENT_STATUS_', '').toLowerCase(),
  site: siteId,
  department: departmentId,
  position: positionId,
  manager: managerId,
  hired: hiredOn,
  left: terminatedOn,
});
