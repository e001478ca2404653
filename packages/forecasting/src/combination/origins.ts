/** Which pasts a backtest goes back to. */
export interface BacktestPlan {
  /** How many periods ahead are forecast. */
  readonly horizon: number;
  /** How many origins at most; they are half a horizon apart. */
  readonly origins: number;
}

const fewest = 4;
const seasonsKnown = 2.5;

/**
 * How many values are known at each origin, latest origin first: half a horizon before the end, a whole one, and so on
 * (rolling origins; Tashman, Out-of-sample tests of forecasting accuracy, 2000). An origin leaves two and a half seasons of
 * history, or half of it where there is less. Errors at the first origin are those of the near half of the horizon.
 */
export function originsOf(length: number, period: number, { horizon, origins }: BacktestPlan): number[] {
  const step = Math.ceil(horizon / 2);
  const least = Math.max(fewest, Math.min(Math.ceil(seasonsKnown * period), Math.ceil(length / 2)));
  return Array.from({ length: origins }, (_, k) => length - (k + 1) * step).filter((known) => known >= least);
}
