export type { Breach } from './check/breach.js';
export { check, type Verdict } from './check/check.js';
export { readBenchmark, UnreadableText } from './format/read-benchmark.js';
export { compile } from './model/compile.js';
export type { Compiled, CoverTerm, GroupLimit, Roster, RunLimit, SumLimit } from './model/compiled.js';
export type * from './model/problem.js';
export { faultsOf, InvalidProblem } from './model/validate.js';
export { sentenceOf } from './rules/rules.js';
