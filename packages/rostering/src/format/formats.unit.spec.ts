import { describe, expect, it } from 'vitest';
import { randomProblem } from '../check/random-problem.fixture.js';
import { Random } from '../search/random.js';
import { readProblemJson, writeProblemJson } from './problem-json.js';
import { readBenchmark } from './read-benchmark.js';
import { readRosterCsv, writeRosterCsv } from './roster-csv.js';
import { rosterSvg } from './svg.js';
import { rosterTable } from './table.js';
import { UnreadableText } from './unreadable-text.js';
import { writeBenchmark } from './write-benchmark.js';

const BENCHMARK = `SECTION_HORIZON
7

SECTION_SHIFTS
# comments
E,480,
L,540,E

SECTION_STAFF
A,E=7|L=0,2400,960,5,2,2,1
B,E=7|L=3,2400,960,5,1,2,1

SECTION_DAYS_OFF
A,2,4

SECTION_SHIFT_ON_REQUESTS
A,0,E,2

SECTION_SHIFT_OFF_REQUESTS
B,6,L,3

SECTION_COVER
0,E,1,100,1
0,L,-0,100,1
`;

const faultsOf = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    if (error instanceof UnreadableText) return error.faults;
    throw error;
  }
  throw new Error('it was read');
};

describe('the benchmark text', () => {
  it('is read, with either kind of line end', () => {
    const problem = readBenchmark(BENCHMARK, 'b');
    expect(readBenchmark(BENCHMARK.replaceAll('\n', '\r\n'), 'b')).toEqual(problem);
    expect(problem.days).toBe(7);
    expect(problem.demand[1]).toEqual({ day: 0, shift: 'L', target: 0, under: 100, over: 1 });
    expect(problem.rules).toContainEqual({ kind: 'succession', first: 'L', next: ['E'] });
    expect(problem.rules).toContainEqual({ kind: 'weekends', people: ['A', 'B'], max: 1, weight: 'hard' });
  });

  it('is written so that it reads the same', () => {
    const problem = readBenchmark(BENCHMARK, 'b');
    expect(readBenchmark(writeBenchmark(problem), 'b')).toEqual(problem);
  });

  it('is refused with every line that is wrong', () => {
    const text = BENCHMARK.replace('A,0,E,2', 'A,0,E')
      .replace('E,480,', 'E,long,')
      .replace('SECTION_COVER', '#');
    expect(faultsOf(() => readBenchmark(text, 'b'))).toEqual([
      'line 6: minutes: "long" is no whole number',
      'line 17: 4 fields wanted, 3 found',
      'line 23: day: "E" is no whole number',
      'line 24: day: "L" is no whole number',
      'SECTION_COVER is missing',
    ]);
  });

  it('does not silently drop what it cannot say', () => {
    expect(() => writeBenchmark(randomProblem(new Random(1)))).toThrow(/^[a-z]/);
  });
});

describe('a problem as JSON', () => {
  it.each([1, 2, 3, 4, 5])('reads as it was written: random problem %i', (seed) => {
    const problem = randomProblem(new Random(seed));
    expect(readProblemJson(writeProblemJson(problem))).toEqual(problem);
  });

  it('is refused with every place that is wrong', () => {
    const faults = faultsOf(() =>
      readProblemJson(
        '{"name": 1, "days": 7, "shifts": [{"id": "E"}], "people": [], "demand": [], "requests": [], "x": 1}',
      ),
    );
    expect(faults).toContain('the problem: must NOT have additional properties (x)');
    expect(faults).toContain("/shifts/0: must have required property 'minutes'");
    expect(faults).toContain('/name: must be string');
  });

  it('is refused when it is no JSON', () => {
    expect(faultsOf(() => readProblemJson('{'))).toHaveLength(1);
  });
});

describe('a roster', () => {
  const problem = readBenchmark(BENCHMARK, 'b');
  const roster = Uint8Array.from([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0]);

  it('reads from CSV as it was written', () => {
    expect(writeRosterCsv(problem, roster)).toBe('person,day,shift\nA,0,E\nA,1,E\nB,3,L\nB,4,L\n');
    expect(readRosterCsv(problem, writeRosterCsv(problem, roster))).toEqual(roster);
  });

  it('is refused from CSV with every line that is wrong', () => {
    const text = 'A,0,E\nC,0,E\nA,9,E\nA,1,X\nA,0,L\nA,1\n';
    expect(faultsOf(() => readRosterCsv(problem, text))).toEqual([
      'line 2: nobody is called "C"',
      'line 3: "9" is no day from 0 to 6',
      'line 4: there is no shift "X"',
      'line 5: A has a second shift on day 0',
      'line 6: 3 fields wanted, 2 found',
    ]);
  });

  it('reads as a table', () => {
    expect(rosterTable(problem, roster).split('\n').slice(0, 3)).toEqual([
      '  0  1  2  3  4  | 5  6',
      'A E  E  ·  ·  ·  | ·  ·',
      'B ·  ·  ·  L  L  | ·  ·',
    ]);
  });

  it('shows as an SVG grid, names escaped', () => {
    const named = { ...problem, name: 'a < b', people: [{ id: 'A & A' }, { id: 'B' }] };
    const svg = rosterSvg(named, roster);
    expect(svg).toContain('<title>a &lt; b</title>');
    expect(svg.match(/<title>A &amp; A, day/g)).toHaveLength(2);
  });
});
