import { type EtsFit, type EtsOptions, fitEts } from './fit.js';
import { type EtsForm, formsFor } from './form.js';

/**
 * Fits every admissible form, best first by AICc; what could not be fitted is left out.
 * @param values finite, at least one.
 */
export function fitEveryEts(values: ArrayLike<number>, period: number, options: EtsOptions = {}): EtsFit[] {
  return fitted(formsOf(values, period), values, period, options);
}

/**
 * Fits the likely forms in two steps, best first by AICc: first without a trend, then the best error and season of these
 * with one and with a damped one. Seven fits instead of fifteen (in the manner of Hyndman and Khandakar 2008, §3.2).
 *
 * @param seasonOf the first season states to take as given, by the kind of season.
 */
export function fitLikelyEts(
  values: ArrayLike<number>,
  period: number,
  seasonOf: (season: 'A' | 'M') => Float64Array,
): EtsFit[] {
  const forms = formsOf(values, period);
  const seasons = { A: undefined, M: undefined } as Record<'A' | 'M', Float64Array | undefined>;
  const fit = (some: readonly EtsForm[]) =>
    some.flatMap((form) => {
      if (form.season === 'N') return fitted([form], values, period, {});
      seasons[form.season] ??= seasonOf(form.season);
      return fitted([form], values, period, { firstSeason: seasons[form.season]! });
    });
  const level = fit(forms.filter(({ trend }) => trend === 'N')).sort(byAicc);
  const best = level[0]?.form;
  if (!best) return [];
  const sloped = forms.filter(
    ({ error, trend, season }) => trend !== 'N' && error === best.error && season === best.season,
  );
  return [...level, ...fit(sloped)].sort(byAicc);
}

const byAicc = (a: EtsFit, b: EtsFit): number => a.aicc - b.aicc;

function formsOf(values: ArrayLike<number>, period: number): EtsForm[] {
  let positive = true;
  for (let t = 0; t < values.length; t++) positive &&= values[t]! > 0;
  return formsFor({ positive, seasonal: period > 1 && values.length >= 2 * period });
}

function fitted(
  forms: readonly EtsForm[],
  values: ArrayLike<number>,
  period: number,
  options: EtsOptions,
): EtsFit[] {
  return forms
    .map((form) => fitEts(values, form, period, options))
    .filter((fit) => fit !== undefined)
    .sort(byAicc);
}
