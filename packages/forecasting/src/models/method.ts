import type { Prepared } from './prepared.js';

/** One way to forecast. */
export interface Method {
  /** As people know it, for instance `Theta`. */
  readonly name: string;
  /** How many values it needs. */
  readonly needs: number;
  /** Forecasts the next `horizon` values; undefined where this series is none for the method. */
  forecast(series: Prepared, horizon: number): number[] | undefined;
}
