import { type ChangeKind, changeDetector, changeKinds } from '../../src/change/index.js';
import { months } from '../../src/series/calendars/months.js';
import { generated, type NoiseShape, type Recipe } from './generated-series.js';

/**
 * How often a quiet series raises an alarm, and which share of known changes is found within three months, by their strength in standard
 * deviations of the noise (see `generated-series.ts`). Series of 48 months; the seeds are 0 to SERIES − 1. Run in the package:
 * `node --import tsx bench/changes/detection.ts [quiet | KIND …] [--series N]`
 */
const asked = process.argv.slice(2);
const flag = asked.indexOf('--series');
const count = flag < 0 ? 200 : Number(asked[flag + 1]);
const parts = asked.filter((_, i) => flag < 0 || (i !== flag && i !== flag + 1));
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
    for (let seed = 0; seed < count; seed++) if (changesOf({ seed, noise }).changes.length > 0) alarms++;
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
  for (let seed = 0; seed < count; seed++) {
    const { at, changes } = changesOf({ seed, kind, strength });
    const near = changes.filter((change) => Math.abs(change.at - at!) <= 3);
    if (near.some((change) => change.kind === kind)) found++;
    if (near.length > 0) anyKind++;
    if (changes.length > near.length) others++;
  }
  return `${share(found)}   as any kind${share(anyKind)}   something elsewhere${share(others)}`;
}
