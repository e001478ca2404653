import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { readProblemJson } from '../format/problem-json.js';
import { readBenchmark } from '../format/read-benchmark.js';
import type { Problem } from '../model/problem.js';

/** Reads a problem: JSON where the file's name ends so, the benchmark's text otherwise. */
export function readProblem(file: string): Problem {
  const text = readFileSync(file, 'utf8');
  if (extname(file) === '.json') return readProblemJson(text);
  return readBenchmark(text, basename(file, extname(file)));
}
