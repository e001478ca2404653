import { type Employee, EmploymentStatus } from '@linchpin/contracts/people';
import { changesOf } from './changes-of.js';
import type { GroupState } from './group-state.js';
import { managersFirst } from './managers-first.js';
import { openings } from './openings.js';
import { type AnyCommand, type PlannedCommand, plannedCommand } from './planned-command.js';
import type { EmployeeRecord, ImportRecords } from './record.js';
import { payOf, personalOf, placementOf, terminationOf } from './to-contract.js';

/** Something the file says that an import does not do, and why. */
export interface Note {
  readonly line: number;
  readonly employeeId: string;
  readonly reason: string;
}

/** What an import will do. */
export interface Plan {
  /** In an order in which they can be sent; see {@link PlannedCommand.wave}. */
  readonly commands: readonly PlannedCommand[];
  readonly notes: readonly Note[];
  /** People of the file for whom nothing is to be done. */
  readonly unchanged: number;
}

/**
 * Compares what a file says with what the group knows. Pure; the same input gives the same commands with the same ids,
 * and planning again after they were accepted gives none.
 * @param effective the day from which changes to people who are known already hold, as an ISO date
 */
export function planImport(records: ImportRecords, group: GroupState, effective: string): Plan {
  const known = new Map(group.employees.map((employee) => [employee.employeeId, employee]));
  const inFile = new Set(records.employees.map(({ employeeId }) => employeeId));
  const notes: Note[] = [];
  const managerOf = (record: EmployeeRecord): string => {
    const { managerId } = record;
    if (managerId === '' || known.has(managerId) || inFile.has(managerId)) return managerId;
    const kept = known.get(record.employeeId)?.managerId ?? '';
    notes.push({
      line: record.line,
      employeeId: record.employeeId,
      reason: `the manager ${managerId} is neither in the group nor among the good rows; ${kept === '' ? 'left without a manager' : 'the manager stays as it is'}`,
    });
    return kept;
  };
  const people = records.employees.map((record) => ({ ...record, managerId: managerOf(record) }));
  const commands: PlannedCommand[] = [];
  const add = (wave: number, line: number, id: string, basis: string, command: AnyCommand) =>
    commands.push(plannedCommand(command, { of: id, basis, wave, line }));

  for (const { id, line, command } of openings({ ...records, employees: people }, group, effective))
    add(0, line, id, '', command);

  const hires = people.filter(({ employeeId }) => !known.has(employeeId));
  const { waves, placedLater } = managersFirst(hires);
  waves.forEach((wave, depth) => {
    for (const hire of wave)
      add(
        depth + 1,
        hire.line,
        hire.employeeId,
        '',
        hiring(hire, placedLater.has(hire.employeeId) ? '' : hire.managerId),
      );
  });
  const later = waves.length + 1;
  for (const hire of hires.filter(({ employeeId }) => placedLater.has(employeeId)))
    add(later, hire.line, hire.employeeId, '', placing(hire));
  for (const hire of hires)
    if (hire.termination !== undefined)
      add(later + 1, hire.line, hire.employeeId, '', {
        aggregate: 'people.employee',
        command: terminationOf(hire, hire.termination),
      });

  let unchanged = 0;
  for (const record of people) {
    const employee = known.get(record.employeeId);
    if (employee === undefined) continue;
    const { changes, note } = changesOf(record, employee, effective);
    if (note !== undefined) notes.push({ line: record.line, employeeId: record.employeeId, reason: note });
    if (changes.length === 0) unchanged++;
    for (const { command, ends } of changes)
      add(ends ? later + 1 : later, record.line, record.employeeId, basisOf(employee, ends), {
        aggregate: 'people.employee',
        command,
      });
  }
  return { commands: commands.toSorted((a, b) => a.wave - b.wave), notes, unchanged };
}

/** A change builds on a version, so that the same change on the same day can come twice; an end is told apart by its day. */
const basisOf = ({ version }: Employee, ends: boolean): string => (ends ? '' : String(version));

const hiring = (record: EmployeeRecord, managerId: string): AnyCommand => ({
  aggregate: 'people.employee',
  command: {
    $case: 'hire',
    value: {
      employeeId: record.employeeId,
      on: record.hiredOn,
      personal: personalOf(record),
      placement: placementOf(record, managerId),
      positionId: record.positionId,
      pay: payOf(record),
      source: record.source,
    },
  },
});

const placing = (record: EmployeeRecord): AnyCommand => ({
  aggregate: 'people.employee',
  command: {
    $case: 'transfer',
    value: {
      employeeId: record.employeeId,
      on: record.hiredOn,
      placement: placementOf(record, record.managerId),
      reason: '',
    },
  },
});

/** The statuses of people that an import must know about: everybody. */
export const everyStatus: readonly EmploymentStatus[] = [
  EmploymentStatus.EMPLOYMENT_STATUS_ACTIVE,
  EmploymentStatus.EMPLOYMENT_STATUS_ON_LEAVE,
  EmploymentStatus.EMPLOYMENT_STATUS_TERMINATED,
  EmploymentStatus.EMPLOYMENT_STATUS_PROSPECTIVE,
];
