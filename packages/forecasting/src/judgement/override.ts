/** A person's value for one period of a forecast, in place of the one before it. */
export interface Override {
  readonly period: string;
  readonly value: number;
  readonly author: string;
  readonly reason: string;
  /** The step of the review it belongs to, for instance `site` or `finance`. */
  readonly step: string;
}

/** Values by period, after one step of the making of a forecast. */
export interface ForecastStep {
  readonly name: string;
  readonly values: ReadonlyMap<string, number>;
}
