import type { ChangeKind } from '../../src/change/change.js';
import { normal, uniform } from './random.js';

/** What the noise of a generated series is like. */
export type NoiseShape = 'normal' | 'correlated' | 'heavy-tailed';

/** How a series is made; everything that is not given is drawn. */
export interface Recipe {
  readonly seed: number;
  readonly months?: number;
  readonly noise?: NoiseShape;
  readonly kind?: ChangeKind;
  /** In standard deviations of the noise; see {@link generated}. */
  readonly strength?: number;
}

/** A series, and what was done to it. */
export interface Generated {
  readonly values: number[];
  readonly at: number | undefined;
}

const season = 12;
const correlation = 0.4;

/**
 * A monthly series as a site might have it: a level of 50 to 5,000, growth of −10 % to +15 % a year (straight or compound), a season of up to
 * ±25 % in one of three shapes (none, smooth, every month its own), additive or multiplicative, noise of 1 % to 5 % of the level; and one change:
 * a level shift, or an outlier of one month, of `strength` standard deviations of the noise, up or down; a trend change, of a tenth
 * of that per month; a seasonal change, to a shape of its own that differs by `strength` at its largest; a variance change, to
 * `strength / 2` times the standard deviation. It begins in the middle two thirds; a change of season or variance in the middle half.
 */
export function generated({ seed, months = 48, noise = 'normal', kind, strength = 6 }: Recipe): Generated {
  const next = uniform(seed);
  const between = (low: number, high: number) => low + (high - low) * next();
  const gauss = normal(next);

  const level = 50 * 10 ** between(0, 2);
  const growth = between(-0.1, 0.15);
  const compound = next() < 0.5;
  const multiplicative = next() < 0.5;
  const amplitude = between(0.02, 0.25);
  const shape = seasonalShape(Math.floor(between(0, 3)), next, gauss);
  const deviation = between(0.01, 0.05);
  const direction = next() < 0.5 ? -1 : 1;
  const margin = kind === 'seasonal-change' || kind === 'variance-change' ? months / 4 : months / 6;
  const at = kind === undefined ? undefined : Math.floor(between(margin, months - margin));
  const shock = shocks(noise, gauss);
  const other = seasonalShape(Math.floor(between(1, 3)), next, gauss);

  const values = Array.from({ length: months }, (_, t) => {
    const years = t / season;
    const trend = compound ? (1 + growth) ** years : 1 + growth * years;
    const changed = at !== undefined && t >= at;
    const size = strength * deviation;
    let effect = 0;
    if (changed && kind === 'level-shift') effect = direction * size;
    if (t === at && kind === 'outlier') effect = direction * size;
    if (changed && kind === 'trend-change') effect = (direction * size * (t - at + 1)) / 10;
    if (changed && kind === 'seasonal-change') effect = size * other[t % season]!;
    const spread = changed && kind === 'variance-change' ? (deviation * strength) / 2 : deviation;
    const wave = amplitude * shape[t % season]!;
    return multiplicative
      ? level * trend * (1 + wave) * Math.exp(effect + spread * shock())
      : level * (trend + wave + effect + spread * shock());
  });
  return { values, at };
}

function seasonalShape(which: number, next: () => number, gauss: () => number): number[] {
  if (which === 0) return new Array<number>(season).fill(0);
  const phase = 2 * Math.PI * next();
  const raw = Array.from({ length: season }, (_, t) =>
    which === 1 ? Math.cos((2 * Math.PI * t) / season + phase) : gauss(),
  );
  const mean = raw.reduce((sum, value) => sum + value, 0) / season;
  const largest = Math.max(...raw.map((value) => Math.abs(value - mean)));
  return raw.map((value) => (value - mean) / largest);
}

/** Noise of standard deviation 1: normal; normal with a correlation of 0.4 from month to month; Student's t with 5 degrees of freedom. */
function shocks(shape: NoiseShape, gauss: () => number): () => number {
  if (shape === 'normal') return gauss;
  if (shape === 'heavy-tailed')
    return () => {
      const squares = Array.from({ length: 5 }, () => gauss() ** 2).reduce((sum, value) => sum + value, 0);
      return gauss() / Math.sqrt(squares / 5) / Math.sqrt(5 / 3);
    };
  let before = gauss();
  return () => {
    before = correlation * before + Math.sqrt(1 - correlation ** 2) * gauss();
    return before;
  };
}
