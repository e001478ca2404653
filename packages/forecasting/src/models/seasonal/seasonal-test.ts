/** The 95 % point of the standard normal distribution: a two-sided test at 90 %. */
const critical = 1.645;

/**
 * Whether a series is seasonal, as the M3 and M4 competitions and the Theta method decide it: the autocorrelation at one
 * season, against its standard error by Bartlett's formula, two-sided at 90 %
 * (Fiorucci et al., Models for optimising the theta method, 2016, §2).
 *
 * @param seasons how many whole seasons are needed to say yes.
 */
export function isSeasonal(values: ArrayLike<number>, period: number, seasons: number): boolean {
  if (period < 2 || values.length < seasons * period) return false;
  const r = autocorrelations(values, period);
  const at = r[period - 1]!;
  let squares = 0;
  for (let lag = 0; lag < period - 1; lag++) squares += r[lag]! ** 2;
  return Math.abs(at) > critical * Math.sqrt((1 + 2 * squares) / values.length);
}

/** Sample autocorrelations at the lags 1 to `lags`; zeros for a constant series. */
export function autocorrelations(values: ArrayLike<number>, lags: number): Float64Array {
  const n = values.length;
  let mean = 0;
  for (let t = 0; t < n; t++) mean += values[t]! / n;
  let variance = 0;
  for (let t = 0; t < n; t++) variance += (values[t]! - mean) ** 2;
  const result = new Float64Array(lags);
  if (variance === 0) return result;
  for (let lag = 1; lag <= lags; lag++) {
    let sum = 0;
    for (let t = lag; t < n; t++) sum += (values[t]! - mean) * (values[t - lag]! - mean);
    result[lag - 1] = sum / variance;
  }
  return result;
}
