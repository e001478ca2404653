import { apportion } from '../exact/apportion.js';
import { type Fraction, fraction, minus, times } from '../exact/fraction.js';
import type { Side } from './line.js';
import { type Pair, paired } from './paired.js';
import { type Parts, partNames, sumOfParts } from './parts.js';

/** The difference of one line at one site, and its parts. */
export interface ExplainedLine {
  readonly site: string;
  readonly line: string;
  readonly base: bigint;
  readonly actual: bigint;
  /** They add up to `actual − base`. */
  readonly parts: Parts;
}

/** The difference between two sides, all of it explained. */
export interface Explanation {
  readonly base: bigint;
  readonly actual: bigint;
  /** They add up to `actual − base`, and each is the sum of the lines'. */
  readonly parts: Parts;
  /** Sorted by site and line. */
  readonly lines: readonly ExplainedLine[];
}

/**
 * Splits the difference between two sides into parts that add up to it exactly: for every line, every site and the whole.
 *
 * A line that is measured on both sides passes from its base amount B to its actual amount A in steps, each letting one more thing move:
 * with Q the output of the group (the quantity where there are no outputs), S that of the site, H the hours or quantity of the site, and q
 * those of the line, each as its actual over its base,
 * ```
 * volume     = B (Q − 1)      the group does more, everything else as in the base
 * siteMix    = B (S − Q)      more of it at this site
 * efficiency = B (H − S)      more hours for the same output; 0 without outputs
 * lineMix    = B (q − H)      more of it on this line
 * price      = A − B q        another price, or rate, of a unit
 * ```
 * which are the price, volume and mix variances, and the rate and efficiency variances of labour, of managerial accounting (Horngren,
 * Datar and Rajan, "Cost accounting", chapters 7 and 14), the steps taken from the top down. A line that only one side has is `begun` or `ended`; a
 * difference without quantities is `spending`. Where a ratio does not exist, because its base is 0, its step is taken together with the next.
 *
 * Each line's exact parts are rounded to minor units by {@link apportion}; sums over lines are sums of rounded parts.
 * @throws {InputError} `LINE_REPEATED` when a side has a line twice, `OUTPUT_INVALID` when only one side has outputs, or a site with quantities has none
 */
export function explain(base: Side, actual: Side): Explanation {
  const pairs = paired(base, actual);
  const ratios = ratiosOf(pairs, base, actual);
  const lines = pairs.map((pair): ExplainedLine => {
    const { site, line } = pair;
    return { site, line, base: pair.before, actual: pair.after, parts: partsOf(pair, ratios) };
  });
  return {
    base: sum(lines.map((line) => line.base)),
    actual: sum(lines.map((line) => line.actual)),
    parts: sumOfParts(lines.map(({ parts }) => parts)),
    lines,
  };
}

/** The same by site, or by anything else a line belongs to. */
export function explainedBy(
  { lines }: Explanation,
  of: (line: ExplainedLine) => string,
): Map<string, Omit<Explanation, 'lines'>> {
  const groups = new Map<string, ExplainedLine[]>();
  for (const line of lines) groups.set(of(line), [...(groups.get(of(line)) ?? []), line]);
  return new Map(
    [...groups].map(([group, own]) => [
      group,
      {
        base: sum(own.map(({ base }) => base)),
        actual: sum(own.map(({ actual }) => actual)),
        parts: sumOfParts(own.map(({ parts }) => parts)),
      },
    ]),
  );
}

type Ratio = Fraction | undefined;

interface Ratios {
  readonly group: Ratio;
  outputOf(site: string): Ratio;
  quantityOf(site: string): Ratio;
}

function ratiosOf(pairs: readonly Pair[], base: Side, actual: Side): Ratios {
  const measured = pairs.filter((pair) => pair.quantities !== undefined);
  const quantityOf = (site?: string): Ratio => {
    const own = measured.filter((pair) => site === undefined || pair.site === site);
    return ratio(
      sum(own.map(({ quantities }) => quantities!.before)),
      sum(own.map(({ quantities }) => quantities!.after)),
    );
  };
  const sites = [...new Set(measured.map(({ site }) => site))];
  const quantities = new Map(sites.map((site) => [site, quantityOf(site)]));
  const { outputs } = base;
  if (outputs === undefined || actual.outputs === undefined)
    return {
      group: quantityOf(),
      outputOf: (site) => quantities.get(site),
      quantityOf: (site) => quantities.get(site),
    };
  const total = (side: ReadonlyMap<string, bigint>) => sum(sites.map((site) => side.get(site)!));
  return {
    group: ratio(total(outputs), total(actual.outputs)),
    outputOf: (site) => ratio(outputs.get(site)!, actual.outputs!.get(site)!),
    quantityOf: (site) => quantities.get(site),
  };
}

function partsOf({ site, before, after, quantities, fate }: Pair, ratios: Ratios): Parts {
  const zero = Object.fromEntries(partNames.map((name) => [name, 0n])) as unknown as Parts;
  if (quantities === undefined) return { ...zero, [fate]: after - before };
  const steps = [
    ['volume', ratios.group],
    ['siteMix', ratios.outputOf(site)],
    ['efficiency', ratios.quantityOf(site)],
    ['lineMix', ratio(quantities.before, quantities.after)],
  ] as const;
  let reached = fraction(before);
  const names: (keyof Parts)[] = [];
  const exact: Fraction[] = [];
  for (const [name, moved] of steps) {
    if (moved === undefined) continue;
    const next = times(fraction(before), moved);
    names.push(name);
    exact.push(minus(next, reached));
    reached = next;
  }
  names.push('price');
  exact.push(minus(fraction(after), reached));
  const rounded = apportion(exact);
  return { ...zero, ...Object.fromEntries(names.map((name, i) => [name, rounded[i]!])) };
}

const ratio = (before: bigint, after: bigint): Ratio => (before === 0n ? undefined : fraction(after, before));

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
