// Prints a file of generated monthly series, 10 years each: `tsx bench/generate-series.ts 1000 > series.csv`.
// They have a level that wanders, a trend, a season and noise, all from a fixed generator.

const count = Number(process.argv[2] ?? 1000);
const length = 120;
let state = 1;

function uniform(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state + 0.5) / 2 ** 32;
}

const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());

process.stdout.write('series,period,value\n');
for (let series = 0; series < count; series++) {
  const [trend, wander, season, noise] = [uniform() - 0.3, 2 * uniform(), 0.3 * uniform(), 0.08 * uniform()];
  const peak = Math.floor(12 * uniform());
  let level = 100 + 900 * uniform();
  for (let t = 0; t < length; t++) {
    level = Math.max(level + trend + wander * normal(), 20);
    const value = level * (1 + season * Math.sin((2 * Math.PI * (t + peak)) / 12)) * (1 + noise * normal());
    const period = `${2015 + Math.floor(t / 12)}-${String((t % 12) + 1).padStart(2, '0')}`;
    process.stdout.write(`site-${series},${period},${value.toFixed(2)}\n`);
  }
}
