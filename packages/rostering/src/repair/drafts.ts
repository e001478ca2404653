import type { Evaluator } from '../evaluator/evaluator.js';

/** A cell that gets another code. */
export interface Cell {
  readonly person: number;
  readonly day: number;
  readonly code: number;
}

/** A way to fill a shift, and what it changes. */
export interface Draft {
  readonly cells: readonly Cell[];
  readonly cost: number;
  /** Change of the weight of hard breaches: one shift, day or weekend off a limit weighs about the same. */
  readonly bent: number;
}

/**
 * Every way to get one more person onto a shift by at most two people, best first: somebody who is off takes it, somebody
 * moves to it from another shift of the day, or somebody moves and somebody who is off takes theirs. `without` is left
 * out. The evaluator holds the roster, and holds it again afterwards.
 */
export function draftsFor(
  evaluator: Evaluator,
  day: number,
  code: number,
  without: number | undefined,
): Draft[] {
  const { people, roster, days } = evaluator;
  const drafts: Draft[] = [];
  const codeOf = (person: number) => roster[person * days + day]!;
  const able = (person: number, wanted: number) =>
    person !== without &&
    codeOf(person) !== wanted &&
    evaluator.compiled.allowed[(person * days + day) * evaluator.codes + wanted] === 1;
  for (let person = 0; person < people; person += 1) {
    if (!able(person, code)) continue;
    const from = codeOf(person);
    const first = { person, day, code };
    const alone = attempt(evaluator, first);
    drafts.push({ cells: [first], ...alone });
    if (from === 0) continue;
    write(evaluator, first);
    for (let other = 0; other < people; other += 1) {
      if (other === person || codeOf(other) !== 0 || !able(other, from)) continue;
      const second = { person: other, day, code: from };
      const then = attempt(evaluator, second);
      drafts.push({ cells: [first, second], cost: alone.cost + then.cost, bent: alone.bent + then.bent });
    }
    write(evaluator, { person, day, code: from });
  }
  return drafts.sort((a, b) => a.bent - b.bent || a.cost - b.cost || a.cells.length - b.cells.length);
}

function attempt(evaluator: Evaluator, { person, day, code }: Cell): { cost: number; bent: number } {
  evaluator.fresh[0] = code;
  evaluator.begin();
  evaluator.tryCover(person, day, 1);
  evaluator.tryRow(person, day, 1);
  return { cost: evaluator.soft, bent: evaluator.penalty };
}

function write(evaluator: Evaluator, { person, day, code }: Cell): void {
  evaluator.fresh[0] = code;
  evaluator.begin();
  evaluator.tryCover(person, day, 1);
  evaluator.setRow(person, day, 1, evaluator.tryRow(person, day, 1));
  evaluator.settle();
}
