/** What a chart of a series shows; positions count periods from `start`. */
export interface SeriesChart {
  readonly title: string;
  /** One line below the title: what is measured, in which unit. */
  readonly subtitle?: string;
  /** The ordinal of the first period in the calendar. */
  readonly start: number;
  /** The actual values, one a period. */
  readonly history: readonly number[];
  /** What the series would be without noise, one value a period of the history. */
  readonly expected?: readonly number[];
  readonly forecast?: ForecastLine;
  readonly marks?: readonly Mark[];
}

/** The forecast for the periods right after the history. */
export interface ForecastLine {
  readonly mean: readonly number[];
  /** Bands by their level, for instance 0.8 and 0.95. */
  readonly bands: readonly {
    readonly level: number;
    readonly lower: readonly number[];
    readonly upper: readonly number[];
  }[];
}

/** Something at a place of the chart: numbered there, and told below it. */
export interface Mark {
  /** `moment`: from here on; `point`: at this one value; `override`: a value that a person set. */
  readonly kind: 'moment' | 'point' | 'override';
  readonly at: number;
  /** The value where it stands; a point stands on the series where it is not given. */
  readonly value?: number;
  readonly text: string;
}
