import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain, explainedBy, type Line, type Parts, partNames, type Side } from './index.js';

const line = (site: string, name: string, amount: bigint, quantity?: bigint): Line => ({
  site,
  line: name,
  amount,
  ...(quantity === undefined ? {} : { quantity }),
});
const side = (...lines: Line[]): Side => ({ lines });
const told = (parts: Parts) => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== 0n));
const total = (parts: Parts) => partNames.reduce((sum, name) => sum + parts[name], 0n);

describe('an explanation', () => {
  it('tells volume, mix and price apart', () => {
    // 100 check-ups at 50.00 and 100 crowns at 150.00 became 120 at 55.00 and 130 at 150.00.
    const base = side(line('north', 'check-up', 500000n, 100n), line('north', 'crown', 1500000n, 100n));
    const actual = side(line('north', 'check-up', 660000n, 120n), line('north', 'crown', 1950000n, 130n));
    const { parts } = explain(base, actual);
    expect(told(parts)).toEqual({ volume: 500000n, lineMix: 50000n, price: 60000n });
  });

  it('tells efficiency and rate apart where there are outputs', () => {
    // 1,000 visits in 500 hours at 40.00; then 1,100 visits in 600 hours at 42.00.
    const base = { ...side(line('north', 'nurses', 2000000n, 500n)), outputs: new Map([['north', 1000n]]) };
    const actual = { ...side(line('north', 'nurses', 2520000n, 600n)), outputs: new Map([['north', 1100n]]) };
    expect(told(explain(base, actual).parts)).toEqual({
      volume: 200000n,
      efficiency: 200000n,
      price: 120000n,
    });
  });

  it('tells the mix of sites from the mix of lines', () => {
    const base = side(line('north', 'visit', 1000n, 10n), line('south', 'visit', 2000n, 10n));
    const actual = side(line('north', 'visit', 500n, 5n), line('south', 'visit', 3000n, 15n));
    expect(told(explain(base, actual).parts)).toEqual({ siteMix: 500n });
  });

  it('keeps lines apart that began, ended, or are not measured', () => {
    const base = side(line('north', 'old', 700n, 7n), line('north', 'rent', 1000n));
    const actual = side(line('north', 'new', 300n, 3n), line('north', 'rent', 1100n));
    expect(told(explain(base, actual).parts)).toEqual({ ended: -700n, begun: 300n, spending: 100n });
  });

  it('takes a step without a base together with the next', () => {
    const base = side(line('north', 'sold', 100n, 10n), line('north', 'returned', -100n, -10n));
    const actual = side(line('north', 'sold', 150n, 15n), line('north', 'returned', -100n, -10n));
    expect(told(explain(base, actual).parts)).toEqual({ lineMix: 50n });
  });

  it('names a line that comes twice, and a site without an output', () => {
    const twice = side(line('north', 'visit', 1n, 1n), line('north', 'visit', 1n, 1n));
    expect(() => explain(twice, twice)).toThrow(
      'the base has the line visit of the site north more than once',
    );
    const once = side(line('north', 'visit', 1n, 1n));
    expect(() => explain(once, { ...once, outputs: new Map() })).toThrow(
      expect.objectContaining({ code: 'OUTPUT_INVALID' }),
    );
  });
});

const amount = fc.oneof(
  fc.constant(0n),
  fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
  fc.bigInt({ min: -9n, max: 9n }),
);
const sites = ['north', 'south', 'west'];
const lines = fc.uniqueArray(
  fc.record({
    site: fc.constantFrom(...sites),
    line: fc.constantFrom('a', 'b', 'c', 'd'),
    amount,
    quantity: fc.option(amount, { nil: undefined }),
  }),
  { selector: (one) => `${one.site}/${one.line}` },
) as fc.Arbitrary<Line[]>;
const outputs = fc.option(fc.tuple(amount, amount, amount), { nil: undefined });
const sides = fc.tuple(lines, lines, outputs, outputs).map(([before, after, made, makes]): [Side, Side] => {
  if (made === undefined || makes === undefined) return [{ lines: before }, { lines: after }];
  const of = (values: readonly bigint[]) => new Map(sites.map((site, i) => [site, values[i]!]));
  return [
    { lines: before, outputs: of(made) },
    { lines: after, outputs: of(makes) },
  ];
});

describe('the parts', () => {
  it('add up to the difference: of each line, each site, and the whole', () => {
    fc.assert(
      fc.property(sides, ([base, actual]) => {
        const explanation = explain(base, actual);
        const sum = ({ lines }: Side) => lines.reduce((all, { amount }) => all + amount, 0n);
        expect(explanation.actual - explanation.base).toBe(sum(actual) - sum(base));
        expect(total(explanation.parts)).toBe(sum(actual) - sum(base));
        for (const one of explanation.lines) expect(total(one.parts)).toBe(one.actual - one.base);
        for (const one of explainedBy(explanation, ({ site }) => site).values())
          expect(total(one.parts)).toBe(one.actual - one.base);
      }),
      { numRuns: 1000 },
    );
  });

  it('are none when nothing changed', () => {
    fc.assert(
      fc.property(sides, ([base]) => {
        expect(told(explain(base, base).parts)).toEqual({});
      }),
    );
  });

  it('do not depend on the order of the lines', () => {
    fc.assert(
      fc.property(sides, ([base, actual]) => {
        const reversed = { ...base, lines: base.lines.toReversed() };
        expect(explain(reversed, actual)).toEqual(explain(base, actual));
      }),
    );
  });
});
