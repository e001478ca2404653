import { describe, expect, it } from 'vitest';
import { canonical } from './digest.js';
import { PoisonEventError } from './errors.js';
import { Folder, foldAll } from './folder.js';
import { groups, logged, tallies, totals } from './testing/tally.js';

const added = (position: number, id: string, amount: number) =>
  logged(position, id, position, { $case: 'added', value: { group: 'g', amount } });

describe('foldAll', () => {
  it('gives the documents that the events make', () => {
    expect(foldAll(totals(), [added(1, 'a', 2), added(2, 'b', 3), added(3, 'a', 4)])).toEqual(
      new Map([
        ['a', { total: 6, events: 2 }],
        ['b', { total: 3, events: 1 }],
      ]),
    );
  });

  it('has no document that a fold removed, and begins anew after it', () => {
    const cleared = logged(2, 'a', 2, { $case: 'cleared', value: {} });
    expect(foldAll(totals(), [added(1, 'a', 2), cleared]).size).toBe(0);
    expect(foldAll(totals(), [added(1, 'a', 2), cleared, added(3, 'a', 5)]).get('a')).toEqual({
      total: 5,
      events: 1,
    });
  });

  it('names the event that cannot be folded', () => {
    expect(() => foldAll(totals(), [added(1, 'a', 2), added(2, 'a', -1)])).toThrow(PoisonEventError);
    expect(() => foldAll(totals(), [added(7, 'a', -1)])).toThrow(
      /added of lab\.tally\/a at position 7: the amount -1/,
    );
  });

  it('names an event whose bytes are broken', () => {
    const broken = { ...added(3, 'a', 1), data: Buffer.from('{') };
    expect(() => foldAll(totals(), [broken])).toThrow(/at position 3/);
  });

  it('is the same in one batch and in many', () => {
    const events = tallies(1, 500);
    const folder = new Folder(groups);
    const documents = new Map();
    for (let at = 0; at < events.length; at += 7)
      folder.apply(folder.steps(events.slice(at, at + 7)), documents);
    expect(documents).toEqual(foldAll(groups, events));
  });
});

describe('canonical', () => {
  it('does not depend on the order of fields, nor on those undefined', () => {
    expect(canonical({ a: 1, b: { d: [1, 'x'], c: null } })).toBe(
      canonical({ b: { c: null, d: [1, 'x'], e: undefined }, a: 1 }),
    );
  });

  it.each([
    [1, 1n],
    ['1', 1],
    [new Date(5), 5],
    [[1, 2], [12]],
    [{ a: 'b,c' }, { a: 'b', c: '' }],
    [Buffer.from('a'), 'a'],
    [new Date(5), 'd5'],
  ])('tells %o from %o', (one, other) => {
    expect(canonical(one)).not.toBe(canonical(other));
  });
});
