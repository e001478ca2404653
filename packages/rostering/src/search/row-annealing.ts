import type { Evaluator } from '../evaluator/evaluator.js';
import type { AnnealHooks, Cooling } from './anneal.js';
import { type Incumbent, isBetter } from './incumbent.js';
import type { Random } from './random.js';
import type { RowSampler } from './row-sampler.js';

/** Spread of the noise on the prices, in temperatures, one of which is chosen for each person. */
const SPREADS = [0, 0.15, 0.5];

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
  hooks: AnnealHooks,
): number {
  const { people, days, codes, roster, fresh } = evaluator;
  const prices = new Float64Array(days * codes);
  const old = [new Uint8Array(days), new Uint8Array(days)] as const;
  let known = best;
  let count = 0;

  const write = (person: number, row: Uint8Array) => {
    fresh.set(row);
    evaluator.begin();
    evaluator.tryCover(person, 0, days);
    const change = evaluator.tryRow(person, 0, days);
    evaluator.setRow(person, 0, days, change);
    evaluator.settle();
  };

  const draw = (person: number, temperature: number): Uint8Array | undefined => {
    evaluator.pricesFor(person, prices);
    const spread = SPREADS[random.below(SPREADS.length)]! * temperature;
    if (spread > 0)
      for (let at = 0; at < prices.length; at += 1) prices[at]! += spread * NOISE[random.bits() >>> 20]!;
    return sampler.draw(person, prices);
  };

  for (;;) {
    const progress = cooling.progress(count);
    if (progress >= 1) return count;
    const temperature = cooling.hot * (cooling.cold / cooling.hot) ** progress;
    const one = random.below(people);
    const two = people > 1 && (random.bits() & 1) === 1 ? (one + 1 + random.below(people - 1)) % people : one;
    const who = one === two ? [one] : [one, two];
    who.forEach((person, index) => {
      old[index as 0 | 1].set(roster.subarray(person * days, (person + 1) * days));
      evaluator.countRow(person, old[index as 0 | 1], -1);
    });
    const rows = who.map((person, index) => {
      const row = draw(person, temperature) ?? old[index as 0 | 1].slice();
      evaluator.countRow(person, row, 1);
      return row;
    });
    who.forEach((person, index) => {
      evaluator.countRow(person, rows[index]!, -1);
    });
    who.forEach((person, index) => {
      evaluator.countRow(person, old[index as 0 | 1], 1);
    });
    count += who.length;
    const before = evaluator.cost + evaluator.hardPenalty;
    who.forEach((person, index) => {
      write(person, rows[index]!);
    });
    const worse = evaluator.cost + evaluator.hardPenalty - before;
    if (worse > -temperature * Math.log((random.bits() + 1) / 0x100000001)) {
      who.forEach((person, index) => {
        write(person, old[index as 0 | 1]);
      });
      continue;
    }
    if (isBetter(evaluator, known)) {
      known = { roster, cost: evaluator.cost, hardAmount: evaluator.hardAmount };
      hooks.onImproved(known);
    }
    if (count % 16 === 0) hooks.onHarvest();
  }
}
