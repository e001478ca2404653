// Holds the incremental evaluator against the checker after every one of a million random moves, on each file of a folder.
// Only what a move can touch is scored again by the checker: the person's own rules, and the demand of the days.
// Usage: tsx bench/agreement.ts FOLDER [MOVES] [ONLY]
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../src/check/check.js';
import { Evaluator } from '../src/evaluator/evaluator.js';
import { readBenchmark } from '../src/format/read-benchmark.js';
import { compile } from '../src/model/compile.js';
import type { Problem } from '../src/model/problem.js';
import { Random } from '../src/search/random.js';

const [folder = '.', moves = '1000000', only = ''] = process.argv.slice(2);

/** Scores one person by the checker. */
function rowScorer(problem: Problem) {
  const own = problem.people.map(({ id }) => ({
    ...problem,
    people: [{ id }],
    demand: [],
    requests: problem.requests.filter(({ person }) => person === id),
    rules: problem.rules
      .filter((rule) => !('people' in rule) || rule.people === undefined || rule.people.includes(id))
      .map((rule) => ('people' in rule ? { ...rule, people: [id] } : rule)),
  }));
  return (person: number, roster: Uint8Array) => {
    const { cost, hardAmount } = check(
      own[person]!,
      roster.subarray(person * problem.days, (person + 1) * problem.days),
    );
    return { cost, hardAmount };
  };
}

/** Scores one day's demand, written out again. */
function dayScorer(problem: Problem) {
  const byDay = Array.from({ length: problem.days }, (_, day) =>
    problem.demand.filter((demand) => demand.day === day),
  );
  const code = new Map(problem.shifts.map(({ id }, index) => [id, index + 1]));
  return (day: number, roster: Uint8Array) => {
    let cost = 0;
    for (const { shift, target, under, over } of byDay[day]!) {
      let heads = 0;
      for (let person = 0; person < problem.people.length; person += 1)
        if (roster[person * problem.days + day] === code.get(shift)) heads += 1;
      cost += heads < target ? (target - heads) * under : (heads - target) * over;
    }
    return cost;
  };
}

function run(name: string): void {
  const problem = readBenchmark(readFileSync(join(folder, name), 'utf8'), name);
  const compiled = compile(problem);
  const evaluator = new Evaluator(compiled);
  const random = new Random(1);
  const { people, days, codes, roster, fresh } = evaluator;
  const [scoreRow, scoreDay] = [rowScorer(problem), dayScorer(problem)];
  let { cost, hardAmount } = check(problem, roster);
  let made = 0;
  while (made < Number(moves)) {
    const person = random.below(people);
    const length = 1 + random.below(Math.min(days, 4));
    const from = random.below(days - length + 1);
    let allowed = true;
    for (let i = 0; i < length; i += 1) {
      fresh[i] = random.below(2) === 0 ? 0 : random.below(codes);
      if (compiled.allowed[(person * days + from + i) * codes + fresh[i]!] === 0) allowed = false;
    }
    if (!allowed) continue;
    const row = scoreRow(person, roster);
    for (let day = from; day < from + length; day += 1) cost -= scoreDay(day, roster);
    evaluator.begin();
    evaluator.tryCover(person, from, length);
    evaluator.setRow(person, from, length, evaluator.tryRow(person, from, length));
    evaluator.settle();
    made += 1;
    const after = scoreRow(person, roster);
    for (let day = from; day < from + length; day += 1) cost += scoreDay(day, roster);
    cost += after.cost - row.cost;
    hardAmount += after.hardAmount - row.hardAmount;
    if (cost !== evaluator.cost || hardAmount !== evaluator.hardAmount)
      throw new Error(
        `${name}: move ${made}: checker ${cost}/${hardAmount}, evaluator ${evaluator.cost}/${evaluator.hardAmount}`,
      );
  }
  const whole = check(problem, roster);
  if (whole.cost !== evaluator.cost || whole.hardAmount !== evaluator.hardAmount)
    throw new Error(`${name}: at the end`);
  console.log(`${name}: ${made} moves, the same cost and breaches after each`);
}

for (const name of readdirSync(folder).filter((file) => file.endsWith('.txt') && file.includes(only)))
  run(name);
