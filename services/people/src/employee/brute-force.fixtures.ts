import { TerminationKind } from '@linchpin/contracts/people';
import { days, type Event } from './random-histories.fixtures.js';

/** One day of one person, painted by the events one after another: slow, and knows nothing of spans. */
export interface Cell {
  /** The first day of the employment; undefined when not employed. */
  hiredOn?: string | undefined;
  siteId: string;
  departmentId: string;
  positionId: string;
  onLeave: boolean;
}

export interface Painting {
  readonly cells: readonly Cell[];
  /** By the first day of an employment: whether the person left it of their own will. */
  readonly voluntary: ReadonlyMap<string, boolean>;
}

/** What holds about a person on each of the days, after some events. */
export function paint(events: readonly Event[]): Painting {
  const cells: Cell[] = days.map(() => ({ siteId: '', departmentId: '', positionId: '', onLeave: false }));
  const voluntary = new Map<string, boolean>();
  const marks = { placement: new Set<string>(), position: new Set<string>(), leave: new Set<string>() };

  const paintFrom = (on: string, stops: ReadonlySet<string>, change: (cell: Cell) => void) => {
    const start = days.indexOf(on);
    const { hiredOn } = cells[start]!;
    for (let index = start; index < days.length; index++) {
      if (index > start && stops.has(days[index]!)) return;
      if (cells[index]!.hiredOn !== hiredOn) return;
      change(cells[index]!);
    }
  };

  for (const { $case, value } of events)
    switch ($case) {
      case 'hired':
      case 'rehired':
        for (const cell of cells.slice(days.indexOf(value.on)))
          Object.assign(cell, {
            hiredOn: value.on,
            siteId: value.placement!.siteId,
            departmentId: value.placement!.departmentId,
            positionId: value.positionId,
            onLeave: false,
          });
        break;
      case 'transferred':
        paintFrom(value.on, marks.placement, (cell) =>
          Object.assign(cell, {
            siteId: value.placement!.siteId,
            departmentId: value.placement!.departmentId,
          }),
        );
        marks.placement.add(value.on);
        break;
      case 'positionChanged':
        paintFrom(value.on, marks.position, (cell) => Object.assign(cell, { positionId: value.positionId }));
        marks.position.add(value.on);
        break;
      case 'leaveStarted':
        paintFrom(value.on, marks.leave, (cell) => Object.assign(cell, { onLeave: true }));
        marks.leave.add(value.on);
        break;
      case 'leaveEnded':
        paintFrom(value.on, marks.leave, (cell) => Object.assign(cell, { onLeave: false }));
        break;
      case 'terminated': {
        const hiredOn = cells[days.indexOf(value.on) - 1]!.hiredOn!;
        voluntary.set(hiredOn, value.kind === TerminationKind.TERMINATION_KIND_VOLUNTARY);
        for (const cell of cells.slice(days.indexOf(value.on)))
          if (cell.hiredOn === hiredOn) Object.assign(cell, { hiredOn: undefined, onLeave: false });
        break;
      }
    }
  return { cells, voluntary };
}
