import { centredAverage, normalised, type Season, type SeasonKind } from './classical.js';

/** How much a season counts against the one a year later: the shape of the year moves. */
const discount = 0.8;

/**
 * The season of a series by classical decomposition, with recent years counting more, and shrunk towards no season by as
 * much as its estimate is noise (Miller and Williams, Shrinkage estimators of time series seasonal factors and their
 * effect on forecasting accuracy, 2003, after James and Stein). No test decides whether there is a season: where there
 * is none, next to nothing of it is left.
 *
 * With V the mean variance of an index's estimate and A what the indices vary beyond it, each keeps the share
 * 1 − (m − 3)/(m − 1) · V/(V + A) of its distance from neutral.
 *
 * @param values at least two seasons; all above zero for a multiplicative season.
 */
export function shrunkenSeason(values: ArrayLike<number>, period: number, kind: SeasonKind): Season {
  const n = values.length;
  const neutral = kind === 'additive' ? 0 : 1;
  const average = centredAverage(values, period);
  const first = Math.floor(period / 2);
  const detrended = Float64Array.from(values, (value, t) =>
    kind === 'additive' ? value - average[t]! : value / average[t]!,
  );
  const weight = (t: number) => discount ** Math.floor((n - 1 - t) / period);
  const [sums, weights, squaredWeights] = [0, 1, 2].map(() => new Float64Array(period)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let t = first; t < n - first; t++) {
    sums[t % period]! += weight(t) * detrended[t]!;
    weights[t % period]! += weight(t);
    squaredWeights[t % period]! += weight(t) ** 2;
  }
  const raw = sums.map((sum, position) => (weights[position]! > 0 ? sum / weights[position]! : neutral));
  const indices = normalised(raw, kind);
  let squares = 0;
  for (let t = first; t < n - first; t++) squares += weight(t) * (detrended[t]! - raw[t % period]!) ** 2;
  let freedom = 0;
  let shareOfOne = 0;
  for (let position = 0; position < period; position++) {
    if (weights[position] === 0) continue;
    const share = squaredWeights[position]! / weights[position]!;
    freedom += weights[position]! - share;
    shareOfOne += share / weights[position]! / period;
  }
  if (!(freedom > 1e-9)) return { kind, indices };
  const noise = (squares / freedom) * shareOfOne;
  const spread = indices.reduce((sum, index) => sum + (index - neutral) ** 2, 0) / (period - 1);
  const signal = Math.max(spread - noise, 0);
  if (noise + signal === 0) return { kind, indices };
  const kept = 1 - (Math.max(period - 3, 0) / (period - 1)) * (noise / (noise + signal));
  return { kind, indices: indices.map((index) => neutral + kept * (index - neutral)) };
}
