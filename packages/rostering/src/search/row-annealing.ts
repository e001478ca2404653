import type { Evaluator } from '../evaluator/evaluator.js';
import type { Cooling } from './anneal.js';
import { type Incumbent, isBetter } from './incumbent.js';
import type { Random } from './random.js';
import type { RowSampler } from './row-sampler.js';

/** Spread of the noise on the prices, in temperatures, one of which is chosen for each person. */
const SPREADS = [0, 0.15, 0.5];

/** Days that are drawn anew together, one of which is chosen each time. */
const WINDOWS = [10, 21, 35];

/** Exponentially distributed numbers, to be drawn from. */
const NOISE = Float64Array.from({ length: 4096 }, (_, index) => -Math.log((index + 0.5) / 4096));

/**
 * Annealing of whole rows: one or two people are taken out of the roster, and each gets a best legal row given the cover
 * that is left, under prices with noise that cools with the temperature (perturb-and-MAP sampling: Papandreou and Yuille,
 * 2011); the change is kept by the rule of Metropolis. Every row is legal by construction, so the search never leaves
 * what is allowed. Returns the number of rows drawn.
 */
export function annealRows(
  evaluator: Evaluator,
  sampler: RowSampler,
  random: Random,
  cooling: Cooling,
  best: Incumbent | undefined,
  onImproved: (found: Incumbent) => void,
): number {
  const { people, days, codes, roster, fresh } = evaluator;
  const prices = new Float64Array(days * codes);
  const old = [new Uint8Array(days), new Uint8Array(days)];
  const next = [new Uint8Array(days), new Uint8Array(days)];
  let known = best;
  let count = 0;

  const write = (person: number, row: Uint8Array, from: number, until: number) => {
    fresh.set(row.subarray(from, until));
    evaluator.begin();
    evaluator.tryCover(person, from, until - from);
    const change = evaluator.tryRow(person, from, until - from);
    evaluator.setRow(person, from, until - from, change);
    evaluator.settle();
  };

  for (let person = 0; person < people; person += 1) {
    if (evaluator.rowIsLegal(person)) continue;
    const row = roster.slice(person * days, (person + 1) * days);
    evaluator.cover.countRow(person, row, 0, days, -1);
    evaluator.cover.pricesFor(person, 0, days, prices, evaluator.weights.cover);
    evaluator.cover.countRow(person, row, 0, days, 1);
    if (sampler.draw(person, row, 0, days, prices)) write(person, row, 0, days);
  }
  for (;;) {
    const progress = cooling.progress(count);
    if (progress >= 1) return count;
    const temperature = cooling.hot * (cooling.cold / cooling.hot) ** progress;
    const one = random.below(people);
    const two = people > 1 && (random.bits() & 1) === 1 ? (one + 1 + random.below(people - 1)) % people : one;
    const who = one === two ? [one] : [one, two];
    const length = Math.min(days, WINDOWS[random.below(WINDOWS.length)]!);
    const middle = random.below(days);
    const from = Math.max(0, Math.min(days - length, middle - (length >> 1)));
    const until = from + length;
    who.forEach((person, index) => {
      old[index]!.set(roster.subarray(person * days, (person + 1) * days));
      evaluator.cover.countRow(person, old[index]!, from, until, -1);
    });
    who.forEach((person, index) => {
      const row = next[index]!;
      row.set(old[index]!);
      evaluator.cover.pricesFor(person, from, until, prices, evaluator.weights.cover);
      const spread = SPREADS[random.below(SPREADS.length)]! * temperature;
      if (spread > 0)
        for (let at = from * codes; at < until * codes; at += 1)
          prices[at]! += spread * NOISE[random.bits() >>> 20]!;
      sampler.draw(person, row, from, until, prices);
      evaluator.cover.countRow(person, row, from, until, 1);
    });
    who.forEach((person, index) => {
      evaluator.cover.countRow(person, next[index]!, from, until, -1);
    });
    who.forEach((person, index) => {
      evaluator.cover.countRow(person, old[index]!, from, until, 1);
    });
    count += who.length;
    const before = evaluator.cost + evaluator.hardPenalty;
    who.forEach((person, index) => {
      write(person, next[index]!, from, until);
    });
    const worse = evaluator.cost + evaluator.hardPenalty - before;
    if (worse > -temperature * Math.log((random.bits() + 1) / 0x100000001)) {
      who.forEach((person, index) => {
        write(person, old[index]!, from, until);
      });
      continue;
    }
    if (isBetter(evaluator, known)) {
      known = { roster, cost: evaluator.cost, hardAmount: evaluator.hardAmount };
      onImproved(known);
    }
  }
}
