/**
 * The form of an exponential smoothing state space model, error-trend-season: each none (N), additive (A), damped
 * additive (Ad) or multiplicative (M). Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing, 2008.
 */
export interface EtsForm {
  readonly error: 'A' | 'M';
  readonly trend: 'N' | 'A' | 'Ad';
  readonly season: 'N' | 'A' | 'M';
}

/** The name of a form, for instance `ETS(M,Ad,M)`. */
export const nameOf = ({ error, trend, season }: EtsForm): string => `ETS(${error},${trend},${season})`;

/**
 * The forms worth trying: additive errors with a multiplicative season are left out for their instability, and
 * multiplicative trends for their forecasts (Hyndman and Khandakar, Automatic time series forecasting, 2008).
 *
 * @param positive whether every value is above zero; only then is anything multiplicative.
 * @param seasonal whether there is a season, and data enough to see it.
 */
export function formsFor({ positive, seasonal }: { positive: boolean; seasonal: boolean }): EtsForm[] {
  const errors = positive ? (['A', 'M'] as const) : (['A'] as const);
  const seasons = !seasonal
    ? (['N'] as const)
    : positive
      ? (['N', 'A', 'M'] as const)
      : (['N', 'A'] as const);
  const trends = ['N', 'A', 'Ad'] as const;
  return errors.flatMap((error) =>
    trends.flatMap((trend) =>
      seasons
        .filter((season) => !(error === 'A' && season === 'M'))
        .map((season) => ({ error, trend, season })),
    ),
  );
}
