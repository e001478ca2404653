import { designOf } from '../../src/change/design.js';
import { weigh } from '../../src/change/evidence.js';
import { claimOf } from '../../src/change/looked-for.js';
import { harmonicsOf } from '../../src/change/patterns.js';
import { normal, uniform } from './random.js';

/**
 * For how many independent looks a search counts: in quiet series, the probability that its smallest pointwise probability is
 * below q, divided by q, for q so small that this is how a false alarm comes about. Run:
 * `node --import tsx bench/changes/calibrate.ts [SERIES]` in the package.
 */
const count = Number(process.argv[2] ?? 4000);
const tail = 0.01;
const layouts = [
  [24, 4],
  [40, 4],
  [36, 12],
  [48, 12],
  [60, 12],
  [96, 12],
  [144, 12],
  [60, 1],
] as const;

for (const [length, season] of layouts) {
  const harmonics = harmonicsOf(season);
  const times = Int32Array.from({ length }, (_, at) => at);
  const design = designOf({ length, season, times, harmonics });
  const gauss = normal(uniform(1));
  const smallest = new Map<string, number[]>();
  for (let series = 0; series < count; series++) {
    const values = Float64Array.from({ length }, gauss);
    const least = new Map<string, number>();
    for (const { candidate, pointwise } of weigh({ design, values }, { patterns: [], breaks: [] })) {
      const claim = claimOf(candidate);
      least.set(claim, Math.min(pointwise, least.get(claim) ?? 1));
    }
    for (const [claim, value] of least) smallest.set(claim, [...(smallest.get(claim) ?? []), value]);
  }
  for (const [claim, values] of smallest) {
    const sorted = values.toSorted((a, b) => a - b);
    const looks = (share: number) => share / sorted[Math.max(0, Math.ceil(share * count) - 1)]!;
    console.log(
      `${length} periods, season ${season}: ${claim} counts for ${looks(tail / 4).toFixed(0)} to ${looks(tail).toFixed(0)} looks`,
    );
  }
}
