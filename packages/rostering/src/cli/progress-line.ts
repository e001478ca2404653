import type { Progress } from '../solve/options.js';

/** Seconds between two lines. */
const PAUSE = 0.5;

/** One line about where a solver stands. */
export function line({ seconds, cost, hardAmount, bound }: Omit<Progress, 'roster'>): string {
  const gap = bound > 0 && hardAmount === 0 ? `, gap ${((100 * (cost - bound)) / cost).toFixed(1)} %` : '';
  const legality = hardAmount === 0 ? '' : ` (illegal by ${hardAmount})`;
  return `${seconds.toFixed(1).padStart(6)} s  cost ${cost}${legality}, bound ${Math.ceil(bound - 1e-6)}${gap}`;
}

/** Writes lines of progress, not more often than can be read. */
export function progressLines(write: (line: string) => void): (progress: Progress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    if (progress.seconds - last < PAUSE) return;
    last = progress.seconds;
    write(line(progress));
  };
}
