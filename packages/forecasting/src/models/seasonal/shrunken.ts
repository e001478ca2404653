import { centredAverage, deseasonalised, normalised, type Season, type SeasonKind } from './classical.js';

/** How much a season counts against the one a year later: the shape of the year moves. */
const discount = 0.8;
/** The second trend is no trend at the very ends: so many values are left out there. */
const ends = 2;

/**
 * The season of a series by decomposition in two rounds, with recent years counting more, and shrunk towards no season by
 * as much as its estimate is noise. No test decides whether there is a season: where there is none, next to nothing of it
 * is left.
 *
 * The first round takes the trend from a centred average over one season, which ends half a season early; the second
 * takes it from the values adjusted by the first, nearly to the end (as X-11 does; Shiskin, Young and Musgrave 1967).
 *
 * @param values at least two seasons; all above zero for a multiplicative season.
 */
export function shrunkenSeason(values: ArrayLike<number>, period: number, kind: SeasonKind): Season {
  const half = Math.floor(period / 2);
  const first = shrunken(values, centredAverage(values, period), half, period, kind);
  if (kind === 'multiplicative' && !first.indices.every((index) => index > 0)) return first;
  return shrunken(values, triangularAverage(deseasonalised(values, first), half), ends, period, kind);
}

/**
 * Means of what values are above the trend, by position, shrunk by the estimator of James and Stein (Miller and Williams,
 * Shrinkage estimators of time series seasonal factors and their effect on forecasting accuracy, 2003): with V the mean
 * variance of an index's estimate and A what the indices vary beyond it, each keeps the share 1 − (m − 3)/(m − 1) · V/(V + A)
 * of its distance from neutral.
 *
 * @param margin how many values at either end have no trend.
 */
function shrunken(
  values: ArrayLike<number>,
  trend: Float64Array,
  margin: number,
  period: number,
  kind: SeasonKind,
): Season {
  const n = values.length;
  const neutral = kind === 'additive' ? 0 : 1;
  const detrended = (t: number) => (kind === 'additive' ? values[t]! - trend[t]! : values[t]! / trend[t]!);
  const weight = new Float64Array(n);
  for (let t = 0; t < n; t++) weight[t] = discount ** Math.floor((n - 1 - t) / period);
  const sums = new Float64Array(period);
  const weights = new Float64Array(period);
  const squaredWeights = new Float64Array(period);
  for (let t = margin; t < n - margin; t++) {
    sums[t % period]! += weight[t]! * detrended(t);
    weights[t % period]! += weight[t]!;
    squaredWeights[t % period]! += weight[t]! ** 2;
  }
  const raw = sums.map((sum, position) => (weights[position]! > 0 ? sum / weights[position]! : neutral));
  const indices = normalised(raw, kind);
  let squares = 0;
  for (let t = margin; t < n - margin; t++) squares += weight[t]! * (detrended(t) - raw[t % period]!) ** 2;
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

/** A centred average with weights that fall to either side, over `half` values each way, and over fewer near the ends. */
function triangularAverage(values: Float64Array, half: number): Float64Array {
  const n = values.length;
  return values.map((_, t) => {
    const reach = Math.min(half, t, n - 1 - t);
    let sum = 0;
    for (let k = -reach; k <= reach; k++) sum += (reach + 1 - Math.abs(k)) * values[t + k]!;
    return sum / (reach + 1) ** 2;
  });
}
