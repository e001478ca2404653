import type { GroupState } from './group-state.js';
import type { AnyCommand } from './planned-command.js';
import type { EmployeeRecord, ImportRecords, PlaceRecord } from './record.js';
import { openDepartment, openPosition, openSite } from './to-contract.js';

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
  const missing = <Place extends PlaceRecord>(
    places: readonly Place[],
    existing: readonly string[],
    placeOf: (record: EmployeeRecord) => string,
    open: (place: Place, on: string) => AnyCommand,
  ): Opening[] => {
    const firstAt = first(placeOf);
    return places
      .filter(({ id }) => !existing.includes(id))
      .map((place) => {
        const { on, line } = firstAt(place.id);
        return { id: place.id, line, command: open(place, on) };
      });
  };
  return [
    ...missing(
      records.sites,
      group.sites.map(({ siteId }) => siteId),
      ({ siteId }) => siteId,
      openSite,
    ),
    ...missing(
      records.departments,
      group.departments.map(({ departmentId }) => departmentId),
      ({ departmentId }) => departmentId,
      openDepartment,
    ),
    ...missing(
      records.positions,
      group.positions.map(({ positionId }) => positionId),
      ({ positionId }) => positionId,
      openPosition,
    ),
  ];
}

const dayOfChange = ({ termination }: EmployeeRecord, effective: string): string =>
  termination !== undefined && termination.on < effective ? termination.on : effective;
