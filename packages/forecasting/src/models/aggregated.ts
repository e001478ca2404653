/**
 * Means of `size` consecutive values; blocks end with the last value, and what is left over at the start is dropped.
 */
export function aggregated(values: ArrayLike<number>, size: number): Float64Array {
  const blocks = Math.floor(values.length / size);
  const from = values.length - blocks * size;
  return Float64Array.from({ length: blocks }, (_, block) => {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += values[from + block * size + k]!;
    return sum / size;
  });
}

/**
 * Forecasts a slower copy of a series and reads the faster one off it, on straight lines between the middles of the
 * blocks. Aggregation drowns noise and leaves the trend, so its forecasts err differently (Kourentzes, Petropoulos and
 * Trapero, Improving forecasting by estimating time series structural components across multiple frequencies, 2014).
 *
 * @param values without a season.
 * @param forecast of the means of blocks, for a number of blocks; undefined where there is none.
 */
export function forecastAggregated(
  values: ArrayLike<number>,
  size: number,
  horizon: number,
  forecast: (means: Float64Array, horizon: number) => number[] | undefined,
): number[] | undefined {
  const means = aggregated(values, size);
  const ahead = forecast(means, Math.ceil(horizon / size) + 1);
  if (!ahead) return undefined;
  const line = [means[means.length - 1]!, ...ahead];
  return Array.from({ length: horizon }, (_, step) => {
    const at = (step + 0.5) / size + 0.5;
    const before = Math.floor(at);
    return line[before]! + (line[before + 1]! - line[before]!) * (at - before);
  });
}
