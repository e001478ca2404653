import { describe, expect, it } from 'vitest';
import { compiledOf } from '../model/compile.js';
import type { Compiled } from '../model/compiled.js';
import { lower } from '../model/lower.js';
import type { Rule } from '../model/problem.js';
import { limitsByPerson, rowWorth } from '../rows/row-worth.js';
import { Random } from './random.js';
import { RowSampler } from './row-sampler.js';

const weight = 'hard';
const DAYS = 10;

/** One person under rules that the graph of rows knows. */
function onePerson(random: Random): Compiled {
  const rules: readonly Rule[] = [
    { kind: 'total', of: 'minutes', min: 480 * random.below(4), max: 2400 + 480 * random.below(3), weight },
    { kind: 'run', of: 'work', min: 1 + random.below(2), max: 3 + random.below(3), weight },
    { kind: 'run', of: 'off', min: 1 + random.below(3), weight },
    { kind: 'weekends', max: random.below(3), weight },
    { kind: 'succession', first: 'late', next: ['early'] },
    { kind: 'absent', days: [random.below(DAYS)] },
  ];
  const shifts = [
    { id: 'early', minutes: 480 },
    { id: 'late', minutes: 600 },
  ];
  const history = Array.from({ length: random.below(4) }, () => ['early', 'late', null][random.below(3)]!);
  const people = [{ id: 'ada', history }];
  return compiledOf(lower({ name: 'one', days: DAYS, shifts, people, demand: [], requests: [], rules }));
}

/** Cheapest legal way through the stretch, by trying all. */
function byTryingAll(
  compiled: Compiled,
  row: Uint8Array,
  from: number,
  until: number,
  prices: Float64Array,
): number {
  const [limits] = limitsByPerson(compiled);
  let best = Number.POSITIVE_INFINITY;
  const tried = row.slice();
  for (let way = 0; way < 3 ** (until - from); way += 1) {
    let price = 0;
    for (let day = from, rest = way; day < until; day += 1, rest = Math.floor(rest / 3)) {
      tried[day] = rest % 3;
      price += prices[day * 3 + (rest % 3)]!;
    }
    if (price < best && rowWorth(compiled, limits!, 0, tried) < Number.POSITIVE_INFINITY) best = price;
  }
  return best;
}

describe('drawing a stretch of a row', () => {
  it('finds the cheapest legal way, and whether there is one', () => {
    let found = 0;
    for (let seed = 0; seed < 120; seed += 1) {
      const random = new Random(seed);
      const compiled = onePerson(random);
      const sampler = new RowSampler(compiled);
      const prices = Float64Array.from({ length: DAYS * 3 }, () => random.below(1000) - 500);
      const row = new Uint8Array(DAYS);
      if (!sampler.draw(0, row, 0, DAYS, prices)) {
        expect(byTryingAll(compiled, row, 0, DAYS, prices)).toBe(Number.POSITIVE_INFINITY);
        continue;
      }
      for (let draw = 0; draw < 5; draw += 1) {
        const from = random.below(DAYS - 1);
        const until = from + 1 + random.below(Math.min(6, DAYS - from));
        const others = Float64Array.from({ length: DAYS * 3 }, () => random.below(1000) - 500);
        const before = row.slice();
        expect(sampler.draw(0, row, from, until, others)).toBe(true);
        const price = (of: Uint8Array) =>
          of.subarray(from, until).reduce((sum, code, index) => sum + others[(from + index) * 3 + code]!, 0);
        expect(price(row)).toBeCloseTo(byTryingAll(compiled, before, from, until, others), 6);
        expect(row.subarray(0, from)).toEqual(before.subarray(0, from));
        expect(row.subarray(until)).toEqual(before.subarray(until));
        found += 1;
      }
    }
    expect(found).toBeGreaterThan(300);
  });

  it('keeps caps that the graph does not know', () => {
    const random = new Random(3);
    const rules: readonly Rule[] = [{ kind: 'total', of: 'shifts', shifts: ['late'], max: 2, weight }];
    const shifts = [
      { id: 'early', minutes: 480 },
      { id: 'late', minutes: 480 },
    ];
    const compiled = compiledOf(
      lower({ name: 'one', days: DAYS, shifts, people: [{ id: 'ada' }], demand: [], requests: [], rules }),
    );
    const sampler = new RowSampler(compiled);
    const row = new Uint8Array(DAYS);
    let drawn = 0;
    for (let draw = 0; draw < 100; draw += 1) {
      const prices = Float64Array.from(
        { length: DAYS * 3 },
        (_, at) => (at % 3 === 2 ? -10 : 0) + random.below(5),
      );
      if (sampler.draw(0, row, 0, DAYS, prices)) drawn += 1;
      expect(row.filter((code) => code === 2).length).toBeLessThanOrEqual(2);
    }
    expect(drawn).toBeGreaterThan(50);
  });
});
