import fc from 'fast-check';
import type { Problem, Rule } from '../model/problem.js';
import { faultsOf } from '../model/validate.js';

const shifts = [
  { id: 'E', minutes: 480 },
  { id: 'L', minutes: 480 },
  { id: 'N', minutes: 600 },
];

const rules: fc.Arbitrary<readonly Rule[]> = fc
  .record({
    minMinutes: fc.nat({ max: 3 }).map((shiftsLeast) => shiftsLeast * 480),
    extra: fc.nat({ max: 3 }).map((shiftsMore) => shiftsMore * 480),
    maxWork: fc.integer({ min: 1, max: 4 }),
    minWork: fc.integer({ min: 1, max: 2 }),
    minOff: fc.integer({ min: 1, max: 3 }),
    weekends: fc.nat({ max: 2 }),
    nights: fc.nat({ max: 3 }),
    late: fc.nat({ max: 2 }),
    rolling: fc.integer({ min: 1, max: 3 }),
  })
  .map(
    ({ minMinutes, extra, maxWork, minWork, minOff, weekends, nights, late, rolling }): readonly Rule[] => [
      { kind: 'total', of: 'minutes', min: minMinutes, max: minMinutes + extra + 480, weight: 'hard' },
      { kind: 'total', of: 'shifts', shifts: ['N'], max: nights, weight: 'hard' },
      { kind: 'total', of: 'shifts', shifts: ['L', 'N'], max: late, from: 1, until: 3, weight: 'hard' },
      { kind: 'total', of: 'shifts', max: rolling, rolling: 4, weight: 'hard' },
      { kind: 'run', of: 'work', min: minWork, max: maxWork, weight: 'hard' },
      { kind: 'run', of: 'off', min: minOff, weight: 'hard' },
      { kind: 'weekends', max: weekends, weight: 'hard' },
      { kind: 'succession', first: 'N', next: ['E', 'L'] },
      { kind: 'succession', first: 'L', next: ['E'] },
    ],
  );

/** Problems small enough that every row can be listed: seven days, three shifts, with and without history. */
export const smallProblem = (people: number): fc.Arbitrary<Problem> =>
  fc
    .record({
      rules,
      firstWeekday: fc.nat({ max: 6 }),
      kept: fc.uint8Array({ minLength: 9, maxLength: 9, max: 255 }),
      histories: fc.array(
        fc.option(fc.array(fc.constantFrom('E', 'L', 'N', null), { minLength: 1, maxLength: 4 }), {
          nil: undefined,
        }),
        { minLength: people, maxLength: people },
      ),
      demand: fc.array(
        fc.record({
          day: fc.nat({ max: 6 }),
          shift: fc.constantFrom('E', 'L', 'N'),
          target: fc.nat({ max: 3 }),
          under: fc.constantFrom(0, 10, 100),
          over: fc.constantFrom(0, 1, 5),
        }),
        { maxLength: 14 },
      ),
      requests: fc.array(
        fc.record({
          person: fc.nat({ max: people - 1 }).map((person) => `P${person}`),
          day: fc.nat({ max: 6 }),
          shift: fc.constantFrom('E', 'L', 'N'),
          wish: fc.constantFrom('on' as const, 'off' as const),
          weight: fc.integer({ min: 1, max: 4 }),
        }),
        { maxLength: 8 },
      ),
    })
    .map(({ rules, firstWeekday, kept, histories, demand, requests }) => ({
      name: 'small',
      days: 7,
      firstWeekday,
      shifts,
      people: histories.map((history, person) => ({ id: `P${person}`, ...(history ? { history } : {}) })),
      demand,
      requests,
      rules: rules.filter((_, rule) => kept[rule]! > 64),
    }))
    .filter((problem) => faultsOf(problem).length === 0);

/** Every row of so many days and codes, legal or not. */
export function* everyRow(days: number, codes: number): Generator<Uint8Array> {
  const row = new Uint8Array(days);
  for (;;) {
    yield row.slice();
    let day = 0;
    while (day < days && row[day] === codes - 1) row[day++] = 0;
    if (day === days) return;
    row[day]!++;
  }
}
