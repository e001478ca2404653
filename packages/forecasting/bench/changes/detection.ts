import { parseArgs } from 'node:util';
import { type ChangeKind, changeDetector, changeKinds } from '../../src/change/index.js';
import { months } from '../../src/series/calendars/months.js';
import { generated, type NoiseShape, type Recipe } from './generated-series.js';

/**
 * How often a quiet series raises an alarm, and which share of known changes is found within three months, by their strength in standard
 * deviations of the noise (see `generated-series.ts`). Series of 48 months, one for each seed from FIRST on. Run in the package:
 * `node --import tsx bench/changes/detection.ts [quiet | KIND …] [--series N] [--first-seed FIRST]`
 */
const { values: options, positionals: parts } = parseArgs({
  allowPositionals: true,
  options: {
    series: { type: 'string', default: '200' },
    'first-seed': { type: 'string', default: '0' },
  },
});
const count = Number(options.series);
const firstSeed = Number(options['first-seed']);
const seeds = Array.from({ length: count }, (_, index) => firstSeed + index);
const wanted = (part: string) => parts.length === 0 || parts.includes(part);

const detect = changeDetector();
const share = (part: number) => `${((100 * part) / count).toFixed(1)} %`.padStart(8);

function changesOf(recipe: Recipe) {
  const { values, at } = generated(recipe);
  const series = { id: 'generated', calendar: months, start: 2022 * 12, values, causes: new Map() };
  return { at, changes: detect(series).changes };
}

if (wanted('quiet')) {
  console.log(`quiet series of 48 months with an alarm, of ${count}:`);
  for (const noise of ['normal', 'correlated', 'heavy-tailed'] satisfies NoiseShape[]) {
    const started = process.cpuUsage();
    let alarms = 0;
    for (const seed of seeds) if (changesOf({ seed, noise }).changes.length > 0) alarms++;
    const { user } = process.cpuUsage(started);
    console.log(`  ${noise.padEnd(14)}${share(alarms)}   ${(user / 1000 / count).toFixed(1)} ms a series`);
  }
}

const strengths = [4, 6, 8, 10, 12];
for (const kind of changeKinds.filter(wanted)) {
  console.log(`${kind} found within 3 months, of ${count}:`);
  for (const strength of strengths)
    console.log(`  strength ${String(strength).padStart(2)}${powerOf(kind, strength)}`);
}

function powerOf(kind: ChangeKind, strength: number): string {
  let found = 0;
  let anyKind = 0;
  let others = 0;
  for (const seed of seeds) {
    const { at, changes } = changesOf({ seed, kind, strength });
    const near = changes.filter((change) => Math.abs(change.at - at!) <= 3);
    if (near.some((change) => change.kind === kind)) found++;
    if (near.length > 0) anyKind++;
    if (changes.length > near.length) others++;
  }
  return `${share(found)}   as any kind${share(anyKind)}   something elsewhere${share(others)}`;
}
