import type { Problem, Rule, TotalRule } from '../model/problem.js';

/** What the benchmark's text cannot say. */
export class NotExpressible extends Error {
  readonly code = 'NOT_EXPRESSIBLE';
}

type Of<K extends Rule['kind']> = Extract<Rule, { kind: K }>;

/**
 * Writes the benchmark's text (see `readBenchmark`).
 *
 * @throws {NotExpressible} when the problem holds what that format has no words for, or lacks what it needs.
 */
export function writeBenchmark(problem: Problem): string {
  const writer = new Writer(problem);
  const { shifts, people, requests, demand, days } = problem;
  const wishes = (wish: 'on' | 'off') =>
    requests
      .filter((request) => request.wish === wish)
      .map(({ person, day, shift, weight }) => {
        if (shift === undefined) throw new NotExpressible(`${person}: a wish without a shift`);
        return `${person},${day},${shift},${weight}`;
      });
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['HORIZON', [String(days)]],
    ['SHIFTS', shifts.map(({ id, minutes }) => `${id},${minutes},${writer.successors(id).join('|')}`)],
    ['STAFF', people.map(({ id }) => writer.staff(id))],
    ['DAYS_OFF', people.flatMap(({ id }) => writer.daysOff(id))],
    ['SHIFT_ON_REQUESTS', wishes('on')],
    ['SHIFT_OFF_REQUESTS', wishes('off')],
    [
      'COVER',
      demand.map(({ day, shift, target, under, over }) => `${day},${shift},${target},${under},${over}`),
    ],
  ];
  return sections
    .map(([name, lines]) => `SECTION_${name}\n${lines.map((line) => `${line}\n`).join('')}`)
    .join('\n');
}

class Writer {
  constructor(private readonly problem: Problem) {
    const { rules, firstWeekday = 0, assignments = [], rooms = [], demand, people } = problem;
    if (firstWeekday !== 0) throw new NotExpressible('a period that does not start on a Monday');
    if (assignments.length + rooms.length > 0) throw new NotExpressible('settled assignments, and rooms');
    if (people.some(({ history = [] }) => history.length > 0))
      throw new NotExpressible('days before the period');
    if (demand.some(({ skill, minimum, maximum }) => (skill ?? minimum ?? maximum) !== undefined))
      throw new NotExpressible('demand with a skill, a minimum or a maximum');
    for (const rule of rules)
      if (!['total', 'run', 'weekends', 'succession', 'absent'].includes(rule.kind))
        throw new NotExpressible(`a rule of the kind ${rule.kind}`);
  }

  successors(shift: string): readonly string[] {
    return this.problem.rules.flatMap((rule) =>
      rule.kind === 'succession' && rule.first === shift ? rule.next : [],
    );
  }

  daysOff(person: string): readonly string[] {
    const days = this.of('absent', person).flatMap((rule) => rule.days);
    return days.length === 0 ? [] : [[person, ...days].join(',')];
  }

  staff(person: string): string {
    const { shifts } = this.problem;
    const totals = this.of('total', person);
    const caps = shifts.map(({ id }) => {
      const isCap = ({ of, shifts: only }: TotalRule) =>
        of === 'shifts' && only?.length === 1 && only[0] === id;
      return `${id}=${this.need(totals.find(isCap)?.max, person, `a most of ${id}`)}`;
    });
    const minutes = totals.find(({ of }) => of === 'minutes');
    const runs = this.of('run', person);
    const work = runs.find(({ of }) => of === 'work');
    const off = runs.find(({ of }) => of === 'off');
    return [
      person,
      caps.join('|'),
      this.need(minutes?.max, person, 'a most of minutes'),
      minutes?.min ?? 0,
      this.need(work?.max, person, 'most days in a row'),
      work?.min ?? 1,
      off?.min ?? 1,
      this.need(this.of('weekends', person)[0]?.max, person, 'most weekends'),
    ].join(',');
  }

  private of<K extends Rule['kind']>(kind: K, person: string): readonly Of<K>[] {
    return this.problem.rules.filter(
      (rule): rule is Of<K> =>
        rule.kind === kind &&
        (!('people' in rule) || rule.people === undefined || rule.people.includes(person)),
    );
  }

  private need(value: number | undefined, person: string, what: string): number {
    if (value === undefined) throw new NotExpressible(`${person}: the format needs ${what}`);
    return value;
  }
}
