import { compiledOf } from '../model/compile.js';
import { lower } from '../model/lower.js';
import type { Problem } from '../model/problem.js';
import { rowScratch } from '../rows/cost-to-go.js';
import { RowPricer } from '../rows/row-pricer.js';
import { rowRulesOf } from '../rows/row-rules-of.js';
import { limitsByPerson } from '../rows/row-worth.js';
import { sentenceOf } from '../rules/rules.js';

/** A smallest set of rules that leave a person no legal row. */
export interface Conflict {
  readonly person: string;
  /** Indices in `problem.rules`. */
  readonly rules: readonly number[];
  readonly sentence: string;
}

/**
 * People for whom no row is legal whatever the others work, each with a smallest set of rules that cannot be kept
 * together. Exact for the rules that the graph of rows knows; a person whose conflict needs others is not found.
 *
 * The problem's names are good; it may have contradictions.
 */
export function conflicts(problem: Problem): readonly Conflict[] {
  return problem.people.flatMap(({ id }): Conflict[] => {
    const applying = problem.rules.flatMap((rule, index) => (concerns(rule, id) ? [index] : []));
    const fits = (rules: readonly number[]) => hasRow(problem, id, rules);
    if (fits(applying)) return [];
    const rules = smallest(applying, fits);
    const sentence = `${id}: ${rules.map((rule) => sentenceOf(problem.rules[rule]!)).join('; ')}: not all of this is possible`;
    return [{ person: id, rules, sentence }];
  });
}

const concerns = (rule: Problem['rules'][number], person: string) =>
  !('people' in rule) || rule.people === undefined || rule.people.includes(person);

/** Whether a person has a legal row under some of the rules, and what is settled for them. */
function hasRow(problem: Problem, person: string, rules: readonly number[]): boolean {
  const kept = new Set(rules);
  const compiled = compiledOf(
    lower({
      ...problem,
      people: problem.people.filter(({ id }) => id === person),
      demand: [],
      requests: [],
      rooms: [],
      assignments: (problem.assignments ?? []).filter((assignment) => assignment.person === person),
      rules: problem.rules
        .filter((rule, index) => kept.has(index) && rule.kind !== 'fair')
        .map((rule) => ('people' in rule ? { ...rule, people: [person] } : rule)),
    }),
  );
  const pricer = new RowPricer(
    rowRulesOf(compiled, 0, limitsByPerson(compiled)[0]!, compiled.allowed),
    rowScratch(),
  );
  return (
    pricer.price(new Float64Array(compiled.days * compiled.codes), true).bound < Number.POSITIVE_INFINITY
  );
}

/** A smallest subset that does not fit, of a set that does not: first an irreducible one, then any smaller. */
function smallest(rules: readonly number[], fits: (rules: readonly number[]) => boolean): readonly number[] {
  let core = rules;
  for (const rule of rules) {
    const rest = core.filter((other) => other !== rule);
    if (!fits(rest)) core = rest;
  }
  for (let size = 0; size < core.length; size += 1)
    for (const subset of subsets(rules, size)) if (!fits(subset)) return subset;
  return core;
}

function* subsets(list: readonly number[], size: number): Generator<readonly number[]> {
  if (size === 0) yield [];
  else
    for (let index = 0; index <= list.length - size; index += 1)
      for (const rest of subsets(list.slice(index + 1), size - 1)) yield [list[index]!, ...rest];
}
