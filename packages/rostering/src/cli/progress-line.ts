import type { Progress } from '../solve/options.js';

/** One line about where a solver stands. */
export function line({ seconds, cost, hardAmount, bound }: Omit<Progress, 'roster'>): string {
  const gap = bound > 0 && hardAmount === 0 ? `, gap ${((100 * (cost - bound)) / cost).toFixed(1)} %` : '';
  const legality = hardAmount === 0 ? '' : ` (illegal by ${hardAmount})`;
  return `${seconds.toFixed(1).padStart(6)} s  cost ${cost}${legality}, bound ${Math.ceil(bound)}${gap}`;
}
