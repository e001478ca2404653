import { InputError } from '../input-error.js';
import type { Line, Side } from './line.js';

/** A line on both sides. */
export interface Pair {
  readonly site: string;
  readonly line: string;
  readonly before: bigint;
  readonly after: bigint;
  /** Where both sides measure it, with a quantity other than 0. */
  readonly quantities?: { readonly before: bigint; readonly after: bigint };
  /** To what its difference belongs where it is not measured. */
  readonly fate: 'begun' | 'ended' | 'spending';
}

/**
 * The lines of both sides, sorted by site and line.
 * @throws {InputError} see `explain`
 */
export function paired(base: Side, actual: Side): Pair[] {
  const before = byKey(base, 'base');
  const after = byKey(actual, 'actual');
  const pairs = [...new Set([...before.keys(), ...after.keys()])].sort().map((key): Pair => {
    const [was, is] = [before.get(key), after.get(key)];
    const { site, line } = (was ?? is)!;
    const common = { site, line, before: was?.amount ?? 0n, after: is?.amount ?? 0n };
    if (absent(was) || absent(is)) return { ...common, fate: absent(is) ? 'ended' : 'begun' };
    if (!was?.quantity || !is?.quantity) return { ...common, fate: 'spending' };
    return { ...common, fate: 'spending', quantities: { before: was.quantity, after: is.quantity } };
  });
  checkOutputs(pairs, base, actual);
  return pairs;
}

/** A line that stands there with neither an amount nor a quantity is not there. */
const absent = (line: Line | undefined): boolean =>
  line === undefined || (line.amount === 0n && !line.quantity);

function byKey({ lines }: Side, side: string): Map<string, Line> {
  const byKey = new Map<string, Line>();
  for (const line of lines) {
    const key = JSON.stringify([line.site, line.line]);
    if (byKey.has(key))
      throw new InputError(
        'LINE_REPEATED',
        `the ${side} has the line ${line.line} of the site ${line.site} more than once: add them up first`,
      );
    byKey.set(key, line);
  }
  return byKey;
}

function checkOutputs(pairs: readonly Pair[], base: Side, actual: Side): void {
  if (base.outputs === undefined && actual.outputs === undefined) return;
  for (const [name, { outputs }] of [
    ['base', base],
    ['actual', actual],
  ] as const) {
    const missing = pairs.find(
      ({ site, quantities }) => quantities !== undefined && outputs?.get(site) === undefined,
    );
    if (outputs === undefined || missing !== undefined)
      throw new InputError(
        'OUTPUT_INVALID',
        `the ${name} has no output${missing === undefined ? 's' : ` of the site ${missing.site}`}: give one for each site with quantities, on both sides, or none`,
      );
  }
}
