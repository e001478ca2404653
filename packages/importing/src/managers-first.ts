import { grouped } from './grouped.js';
import type { EmployeeRecord } from './record.js';

/** People to hire, in an order in which every manager comes before those who report to them. */
export interface HiringOrder {
  /** By depth: the first wave has no manager among the others. Sorted by id within a wave. */
  readonly waves: readonly (readonly EmployeeRecord[])[];
  /** Ids of those hired without their manager, because the line of managers came back to them: placed afterwards. */
  readonly placedLater: ReadonlySet<string>;
}

/** Orders new people by their managers. In each cycle the one with the smallest id is hired without a manager first. */
export function managersFirst(hires: readonly EmployeeRecord[]): HiringOrder {
  const byId = new Map(hires.map((hire) => [hire.employeeId, hire]));
  const placedLater = new Set(cycleStarts(byId));
  const depths = new Map<string, number>();
  const depthOf = (hire: EmployeeRecord): number => {
    const path: EmployeeRecord[] = [];
    let at: EmployeeRecord | undefined = hire;
    while (at !== undefined && !depths.has(at.employeeId)) {
      path.push(at);
      at = placedLater.has(at.employeeId) ? undefined : byId.get(at.managerId);
    }
    let depth = at === undefined ? -1 : depths.get(at.employeeId)!;
    for (const { employeeId } of path.reverse()) depths.set(employeeId, ++depth);
    return depths.get(hire.employeeId)!;
  };
  const ordered = hires.toSorted((a, b) => compare(a.employeeId, b.employeeId));
  const byDepth = grouped(ordered, (hire) => String(depthOf(hire)));
  const waves = [...byDepth.keys()].map((_, depth) => byDepth.get(String(depth))!);
  return { waves, placedLater };
}

function cycleStarts(byId: ReadonlyMap<string, EmployeeRecord>): string[] {
  const starts: string[] = [];
  const seen = new Set<string>();
  for (const id of byId.keys()) {
    const path: string[] = [];
    let at: string | undefined = id;
    while (at !== undefined && byId.has(at) && !seen.has(at)) {
      seen.add(at);
      path.push(at);
      at = byId.get(at)!.managerId;
    }
    const from = at === undefined ? -1 : path.indexOf(at);
    if (from >= 0) starts.push(path.slice(from).toSorted(compare)[0]!);
  }
  return starts;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
