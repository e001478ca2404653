import type { Evaluator } from '../evaluator/evaluator.js';
import { type Incumbent, isBetter } from './incumbent.js';
import { Moves } from './moves.js';
import type { Random } from './random.js';

/** One descent of the temperature. */
export interface Cooling {
  /** Temperatures at the start and the end, in units of cost. */
  readonly hot: number;
  readonly cold: number;
  /** Part of the descent that is behind, from 0 to 1, after so many moves; 1 ends it. */
  readonly progress: (moves: number) => number;
}

/** Moves between two looks at the clock. */
const STRIDE = 2000;

/** Moves after which the weights of hard rules are judged. */
const JUDGE = 20_000;

/**
 * Simulated annealing (Kirkpatrick, Gelatt, Vecchi, "Optimization by simulated annealing", 1983) that walks on both sides
 * of legality: while no legal roster is seen the weights of the hard limits that are broken grow, otherwise all of them
 * shrink (strategic oscillation: Glover, "Heuristics for integer programming using surrogate constraints", 1977). Towards
 * the end they shrink less and grow faster, so that it ends legal. Returns the number of moves tried.
 */
export function anneal(
  evaluator: Evaluator,
  random: Random,
  cooling: Cooling,
  best: Incumbent | undefined,
  onImproved: (found: Incumbent) => void,
): number {
  const moves = new Moves(evaluator, random);
  let known = best;
  let count = 0;
  let legalSeen = false;
  for (;;) {
    const progress = cooling.progress(count);
    if (progress >= 1) return count;
    const temperature = cooling.hot * (cooling.cold / cooling.hot) ** progress;
    for (let i = 0; i < STRIDE; i += 1) {
      const limit = -temperature * Math.log((random.bits() + 1) / 0x100000001);
      if (!moves.step(limit)) continue;
      if (evaluator.hardAmount === 0) legalSeen = true;
      if (!isBetter(evaluator, known)) continue;
      known = { roster: evaluator.roster, cost: evaluator.cost, hardAmount: evaluator.hardAmount };
      onImproved(known);
    }
    count += STRIDE;
    if (count % JUDGE !== 0) continue;
    if (evaluator.hardAmount === 0) legalSeen = true;
    if (!legalSeen) evaluator.raiseBroken(1.02 + 0.06 * progress);
    else evaluator.shrinkWeights(0.99 + 0.008 * progress);
    legalSeen = false;
  }
}
