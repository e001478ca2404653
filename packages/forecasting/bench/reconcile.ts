import { inMinorUnits, minimumTrace, nodesOf, rollUp } from '../src/hierarchy/index.js';
import { normal, uniform } from './changes/random.js';

/**
 * How long it takes to reconcile a group of many sites in 30 regions and 7 service lines, from 60 errors of each node, for 12 periods, down to minor
 * units. Run in the package: `node --import tsx bench/reconcile.ts`
 */
for (const sites of [300, 1000, 3000]) {
  const hierarchy = rollUp(
    new Map(
      Array.from({ length: sites }, (_, i) => [`site ${i}`, [`region ${i % 30}`, `line ${i % 7}`, 'group']]),
    ),
  );
  const gauss = normal(uniform(1));
  const nodes = nodesOf(hierarchy);
  const errors = new Map(nodes.map((id) => [id, Float64Array.from({ length: 60 }, gauss)]));
  const started = process.cpuUsage();
  const reconcile = minimumTrace(hierarchy, errors);
  const built = process.cpuUsage(started).user / 1000;
  for (let period = 0; period < 12; period++)
    inMinorUnits(hierarchy, reconcile(Float64Array.from(nodes, () => 1e6 * (10 + gauss()))));
  const all = process.cpuUsage(started).user / 1000;
  console.log(
    `${sites} sites, ${nodes.length - sites} sums: ${built.toFixed(0)} ms to learn how errors vary together, ${(all - built).toFixed(0)} ms for 12 periods`,
  );
}
