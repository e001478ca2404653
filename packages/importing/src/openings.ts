import type { GroupState } from './group-state.js';
import type { AnyCommand } from './planned-command.js';
import type { EmployeeRecord, ImportRecords } from './record.js';

interface Opening {
  readonly id: string;
  readonly line: number;
  readonly command: AnyCommand;
}

/** Opens what the records refer to and the group does not have, as of the first day anybody of the file is there. */
export function openings(records: ImportRecords, group: GroupState, effective: string): Opening[] {
  const known = new Set(group.employees.map(({ employeeId }) => employeeId));
  const first = (placeOf: (record: EmployeeRecord) => string) => {
    const firsts = new Map<string, { on: string; line: number }>();
    for (const record of records.employees) {
      const day =
        known.has(record.employeeId) && record.hiredOn < effective
          ? dayOfChange(record, effective)
          : record.hiredOn;
      const before = firsts.get(placeOf(record));
      if (before === undefined || day < before.on)
        firsts.set(placeOf(record), { on: day, line: record.line });
    }
    return (id: string) => firsts.get(id)!;
  };
  const site = first(({ siteId }) => siteId);
  const department = first(({ departmentId }) => departmentId);
  const position = first(({ positionId }) => positionId);
  const missing = <Place extends { id: string }>(places: readonly Place[], existing: readonly string[]) =>
    places.filter(({ id }) => !existing.includes(id));
  return [
    ...missing(
      records.sites,
      group.sites.map(({ siteId }) => siteId),
    ).map(
      ({ id, name, timeZone, entity }): Opening => ({
        id,
        line: site(id).line,
        command: {
          aggregate: 'people.site',
          command: { $case: 'open', value: { siteId: id, name, on: site(id).on, timeZone, entity } },
        },
      }),
    ),
    ...missing(
      records.departments,
      group.departments.map(({ departmentId }) => departmentId),
    ).map(
      ({ id, name }): Opening => ({
        id,
        line: department(id).line,
        command: {
          aggregate: 'people.department',
          command: { $case: 'open', value: { departmentId: id, name, on: department(id).on } },
        },
      }),
    ),
    ...missing(
      records.positions,
      group.positions.map(({ positionId }) => positionId),
    ).map(
      ({ id, name }): Opening => ({
        id,
        line: position(id).line,
        command: {
          aggregate: 'people.position',
          command: { $case: 'open', value: { positionId: id, name, on: position(id).on } },
        },
      }),
    ),
  ];
}

const dayOfChange = ({ termination }: EmployeeRecord, effective: string): string =>
  termination !== undefined && termination.on < effective ? termination.on : effective;
