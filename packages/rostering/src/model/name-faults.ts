import type { Problem, Rule } from './problem.js';

/** Shifts a roster can tell apart: a cell is one byte. */
const MOST_SHIFTS = 255;

/** Names that are not there or there twice, days outside the period, numbers that mean nothing. */
export function nameFaults(problem: Problem): readonly string[] {
  const looking = new Looking(problem);
  looking.period();
  problem.demand.forEach((demand, index) => {
    const where = `demand ${index + 1}`;
    const { day, shift, target, under, over, minimum = 0, maximum } = demand;
    looking.day(where, day);
    looking.shifts(where, [shift]);
    looking.whole(where, { target, under, over, minimum, ...(maximum === undefined ? {} : { maximum }) });
    if (maximum !== undefined && minimum > maximum)
      looking.fault(where, `its minimum ${minimum} is above its maximum ${maximum}`);
  });
  problem.requests.forEach(({ person, day, shift, weight }, index) => {
    const where = `request ${index + 1}`;
    looking.people(where, [person]);
    looking.day(where, day);
    looking.shifts(where, shift === undefined ? [] : [shift]);
    looking.whole(where, { weight });
  });
  problem.assignments?.forEach(({ person, day, shift, weight }, index) => {
    const where = `assignment ${index + 1}`;
    looking.people(where, [person]);
    looking.day(where, day);
    looking.shifts(where, shift === null ? [] : [shift]);
    if (weight !== 'hard') looking.whole(where, { weight });
  });
  problem.rooms?.forEach(({ id, capacity, shifts }) => {
    looking.shifts(`room ${id}`, shifts);
    looking.whole(`room ${id}`, { capacity });
  });
  problem.rules.forEach((rule, index) => {
    looking.rule(`rule ${index + 1} (${rule.kind})`, rule);
  });
  return looking.faults;
}

/** Collects faults. */
class Looking {
  readonly faults: string[] = [];
  private readonly knownPeople: ReadonlySet<string>;
  private readonly knownShifts: ReadonlySet<string>;

  constructor(private readonly problem: Problem) {
    this.knownPeople = new Set(problem.people.map(({ id }) => id));
    this.knownShifts = new Set(problem.shifts.map(({ id }) => id));
  }

  fault(where: string, reason: string): void {
    this.faults.push(`${where}: ${reason}`);
  }

  period(): void {
    const { days, firstWeekday = 0, people, shifts } = this.problem;
    if (!Number.isInteger(days) || days < 1) this.fault('days', `the period is empty (${days})`);
    if (![0, 1, 2, 3, 4, 5, 6].includes(firstWeekday))
      this.fault('firstWeekday', `${firstWeekday} is not from 0 to 6`);
    if (people.length === 0) this.fault('people', 'there is nobody');
    if (shifts.length === 0) this.fault('shifts', 'there are none');
    if (shifts.length > MOST_SHIFTS) this.fault('shifts', `at most ${MOST_SHIFTS} are possible`);
    for (const [what, list] of [['people', people] as const, ['shifts', shifts] as const])
      for (const id of new Set(list.map((item) => item.id)))
        if (list.filter((item) => item.id === id).length > 1)
          this.fault(what, `"${id}" is there more than once`);
    for (const { id, minutes, start } of shifts) {
      this.whole(`shift ${id}`, { minutes, ...(start === undefined ? {} : { start }) });
      if (minutes === 0) this.fault(`shift ${id}`, 'it has no length');
    }
    for (const { id, history = [], share = 1 } of people) {
      this.shifts(
        `person ${id}, history`,
        history.filter((shift) => shift !== null),
      );
      if (!(share >= 0)) this.fault(`person ${id}`, `a share of ${share} of a post is not possible`);
    }
  }

  rule(where: string, rule: Rule): void {
    if ('people' in rule) this.people(where, rule.people ?? []);
    if ('weight' in rule && rule.weight !== 'hard') this.whole(where, { weight: rule.weight });
    switch (rule.kind) {
      case 'total':
        this.shifts(where, rule.shifts ?? []);
        this.range(where, rule.min, rule.max);
        for (const day of [rule.from, rule.until]) if (day !== undefined) this.day(where, day);
        this.range(where, rule.from, rule.until, 'from', 'until');
        if (rule.rolling !== undefined && !(rule.rolling >= 1)) this.fault(where, 'its window has no days');
        return;
      case 'run':
        this.shifts(where, Array.isArray(rule.of) ? rule.of : []);
        this.range(where, rule.min, rule.max);
        return;
      case 'weekends':
        this.whole(where, { max: rule.max });
        return;
      case 'succession':
        this.shifts(where, [rule.first, ...rule.next]);
        return;
      case 'rest': {
        this.whole(where, { minutes: rule.minutes });
        const without = this.problem.shifts.filter(({ start }) => start === undefined);
        if (without.length > 0)
          this.fault(where, `it needs the start of ${without.map(({ id }) => id).join(', ')}`);
        return;
      }
      case 'skilled':
        this.shifts(where, rule.shifts);
        return;
      case 'absent':
        for (const day of rule.days) this.day(where, day);
        return;
      case 'fair':
        this.shifts(where, rule.shifts ?? []);
        return;
      case 'float':
        this.whole(where, { price: rule.price, ...(rule.max === undefined ? {} : { max: rule.max }) });
        return;
      case 'whole-weekends':
        return;
      default:
        this.fault(where, 'there is no such kind of rule');
    }
  }

  people(where: string, ids: readonly string[]): void {
    for (const id of ids) if (!this.knownPeople.has(id)) this.fault(where, `nobody is called "${id}"`);
  }

  shifts(where: string, ids: readonly string[]): void {
    for (const id of ids) if (!this.knownShifts.has(id)) this.fault(where, `there is no shift "${id}"`);
  }

  day(where: string, day: number): void {
    if (!Number.isInteger(day) || day < 0 || day >= this.problem.days)
      this.fault(where, `day ${day} is not from 0 to ${this.problem.days - 1}`);
  }

  whole(where: string, numbers: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(numbers))
      if (!Number.isInteger(value) || value < 0 || value > 1e6)
        this.fault(where, `${name} ${value} is no whole number from 0 to a million`);
  }

  private range(where: string, min = 0, max?: number, low = 'min', high = 'max'): void {
    this.whole(where, { [low]: min, ...(max === undefined ? {} : { [high]: max }) });
    if (max !== undefined && min > max) this.fault(where, `${low} ${min} is above ${high} ${max}`);
  }
}
