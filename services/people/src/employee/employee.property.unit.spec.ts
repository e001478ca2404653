import { evolve } from '@linchpin/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BEGINNING, FOREVER } from '../calendar/day.js';
import { paint } from './brute-force.fixtures.js';
import { employee } from './employee.js';
import { days, eventsOfOne } from './random-histories.fixtures.js';
import { type Employee, nobody } from './state.js';
import { timelineOf } from './timeline.js';

const stateAfter = (events: Parameters<typeof paint>[0]): Employee =>
  events.reduce<Employee>((state, event) => evolve(employee, state, event), nobody);

describe('whatever commands are accepted', () => {
  it('employments do not overlap, facts and leaves lie inside them, leaves do not overlap', () => {
    fc.assert(
      fc.property(eventsOfOne(), (events) => {
        const { employments } = stateAfter(events);
        for (const [index, employment] of employments.entries()) {
          const { from, until, placements, positions, pays, leaves } = employment;
          expect(from < until).toBe(true);
          expect(until <= (employments[index + 1]?.from ?? FOREVER)).toBe(true);
          for (const facts of [placements, positions, pays]) {
            const on = facts.map((fact) => fact.on);
            expect(on).toEqual([...new Set(on)].toSorted());
            expect(on.every((each) => from <= each && each < until)).toBe(true);
          }
          for (const [number, leave] of leaves.entries()) {
            expect(leave.from < leave.until).toBe(true);
            expect(from <= leave.from && leave.from < until).toBe(true);
            expect(leave.until <= (leaves[number + 1]?.from ?? FOREVER)).toBe(true);
            expect(leave.until === FOREVER || leave.until <= until).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a timeline covers all days, without gap or overlap', () => {
    fc.assert(
      fc.property(eventsOfOne(), (events) => {
        const spans = timelineOf(stateAfter(events));
        expect(spans[0]?.from).toBe(BEGINNING);
        expect(spans.at(-1)?.until).toBe(FOREVER);
        for (const [index, span] of spans.entries()) {
          expect(span.from < span.until).toBe(true);
          if (index > 0) expect(span.from).toBe(spans[index - 1]?.until);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a timeline says of each day what painting the events day by day says', () => {
    fc.assert(
      fc.property(eventsOfOne(), (events) => {
        const spans = timelineOf(stateAfter(events));
        const { cells } = paint(events);
        for (const [index, day] of days.entries()) {
          const span = spans.find(({ from, until }) => from <= day && day < until)!;
          const cell = cells[index]!;
          const employed = span.status === 1 || span.status === 2;
          expect(employed).toBe(cell.hiredOn !== undefined);
          if (employed)
            expect({ ...cell }).toEqual({
              hiredOn: span.hiredOn,
              siteId: span.siteId,
              departmentId: span.departmentId,
              positionId: span.positionId,
              onLeave: span.status === 2,
            });
        }
      }),
      { numRuns: 100 },
    );
  });
});
