import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGapDetector } from './gap-detector.js';

describe('a gap detector', () => {
  it('tells the next event, a repeat and a gap apart', () => {
    const detector = createGapDetector([['t/0', 5]]);
    expect(detector.check('t/0', 5, 9)).toBe('next');
    expect(detector.check('t/0', 5, 9)).toBe('repeat');
    expect(detector.check('t/0', 11, 12)).toBe('gap');
    expect(detector.last('t/0')).toBe(9);
    expect(detector.check('t/0', 7, 12)).toBe('gap');
  });

  it('goes on after a gap was filled', () => {
    const detector = createGapDetector();
    expect(detector.check('t/0', 4, 6)).toBe('gap');
    detector.advance('t/0', 4);
    expect(detector.check('t/0', 4, 6)).toBe('next');
  });

  it('keeps partitions apart', () => {
    const detector = createGapDetector();
    expect(detector.check('t/0', 0, 1)).toBe('next');
    expect(detector.check('t/1', 0, 2)).toBe('next');
  });

  it('applies each event once and finds any loss, whatever is repeated', () => {
    const log = fc
      .uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 2 })
      .map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(log, fc.nat(), fc.nat(), (positions, at, back) => {
        const chain = positions.map((position, index) => ({ position, previous: positions[index - 1] ?? 0 }));
        const until = (at % chain.length) + 1;
        const from = back % until;
        const detector = createGapDetector();
        const judge = (events: typeof chain) =>
          events.map(({ previous, position }) => detector.check('t/0', previous, position));
        expect(judge(chain.slice(0, until)).every((each) => each === 'next')).toBe(true);
        expect(judge(chain.slice(from, until)).every((each) => each === 'repeat')).toBe(true);
        if (until + 1 < chain.length)
          expect(judge(chain.slice(until + 1)).every((each) => each === 'gap')).toBe(true);
        expect(judge(chain.slice(until)).every((each) => each === 'next')).toBe(true);
      }),
    );
  });
});
