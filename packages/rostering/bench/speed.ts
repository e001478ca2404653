// Moves per second of the evaluator, and the time to the best candidates for a freed shift.
// Usage: tsx bench/speed.ts PROBLEM (60 people x 28 days: Instance12.txt)
import { readFileSync } from 'node:fs';
import { Evaluator } from '../src/evaluator/evaluator.js';
import { readBenchmark } from '../src/format/read-benchmark.js';
import { compile } from '../src/model/compile.js';
import { repair } from '../src/repair/repair.js';
import { anneal } from '../src/search/anneal.js';
import { Random } from '../src/search/random.js';

const problem = readBenchmark(readFileSync(process.argv[2]!, 'utf8'), 'speed');
const evaluator = new Evaluator(compile(problem));
const random = new Random(1);

const seconds = 10;
const begun = performance.now();
const passed = () => (performance.now() - begun) / 1000;
const moves = anneal(
  evaluator,
  random,
  { hot: 60, cold: 0.5, progress: () => passed() / seconds },
  undefined,
  () => {},
);
console.log(
  `${problem.people.length} people x ${problem.days} days: ${(moves / passed() / 1e6).toFixed(2)} M moves/s`,
);

const roster = evaluator.roster.slice();
const times: number[] = [];
for (let call = 0; call < 60; call += 1) {
  let cell = random.below(roster.length);
  while (roster[cell] === 0) cell = random.below(roster.length);
  const person = problem.people[Math.floor(cell / problem.days)]!.id;
  const from = performance.now();
  repair(problem, roster, { kind: 'absent', person, days: [cell % problem.days] });
  times.push(performance.now() - from);
}
const [first] = times;
times.sort((a, b) => a - b);
const at = (part: number) => times[Math.floor(part * (times.length - 1))]!.toFixed(1);
console.log(
  `best candidates for a freed shift: first call ${first!.toFixed(1)} ms, median ${at(0.5)} ms, worst ${at(1)} ms`,
);
