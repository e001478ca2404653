import type { Person, Problem, Rule, Weight } from '../model/problem.js';
import type { Random } from '../search/random.js';

/** A small problem that uses every kind of rule, each hard or soft by chance. It may be impossible to keep. */
export function randomProblem(random: Random): Problem {
  const days = 5 + random.below(17);
  const shifts = [
    { id: 'early', minutes: 480, start: 360, site: 'north' },
    { id: 'late', minutes: 480, start: 840, site: 'north' },
    { id: 'night', minutes: 600, start: 1320, site: 'south' },
    { id: 'short', minutes: 240, start: 540 },
  ];
  const ids = shifts.map(({ id }) => id);
  const names = ['ada', 'ben', 'cleo', 'dan', 'eva'].slice(0, 2 + random.below(4));
  const some = <T>(list: readonly T[]): T[] => {
    const kept = list.filter(() => random.below(2) === 0);
    return kept.length === 0 ? [list[random.below(list.length)]!] : kept;
  };
  const weight = (): Weight => (random.below(2) === 0 ? 'hard' : 1 + random.below(9));
  const people = names.map((id): Person => {
    const from = random.below(days);
    return {
      id,
      home: random.below(2) === 0 ? 'north' : 'south',
      share: 0.5 + random.below(2) / 2,
      skills: random.below(2) === 0 ? [{ id: 'anaesthesia', from }] : [],
      history: Array.from({ length: random.below(9) }, () =>
        random.below(3) === 0 ? null : ids[random.below(ids.length)]!,
      ),
    };
  });
  const rules: Rule[] = [
    {
      kind: 'total',
      of: 'minutes',
      min: 480 * random.below(5),
      max: 2400 + 480 * random.below(5),
      weight: weight(),
    },
    {
      kind: 'total',
      of: 'shifts',
      shifts: some(ids),
      max: random.below(4),
      people: some(names),
      weight: weight(),
    },
    {
      kind: 'total',
      of: 'shifts',
      min: 1,
      max: 3 + random.below(3),
      rolling: 2 + random.below(6),
      weight: weight(),
    },
    { kind: 'total', of: 'shifts', min: 1, from: 1, until: 3, people: some(names), weight: weight() },
    { kind: 'run', of: 'work', min: 2, max: 3 + random.below(3), weight: weight() },
    { kind: 'run', of: 'off', min: 2, people: some(names), weight: weight() },
    { kind: 'run', of: ['night'], min: 2, max: 3, weight: weight() },
    { kind: 'weekends', max: 1, weight: weight() },
    { kind: 'whole-weekends', people: some(names), weight: weight() },
    { kind: 'succession', first: 'night', next: some(ids) },
    { kind: 'rest', minutes: 660 },
    { kind: 'skilled', shifts: ['short'], skill: 'anaesthesia' },
    { kind: 'absent', people: some(names), days: [random.below(days)] },
    { kind: 'fair', of: 'minutes', tolerance: 240, weight: 1 },
    { kind: 'fair', of: 'shifts', shifts: ['night'], weight: 3 },
    { kind: 'fair', of: 'weekends', weight: 4 },
    { kind: 'float', price: 2, max: 2 },
  ];
  return {
    name: 'random',
    days,
    firstWeekday: random.below(7),
    shifts,
    people,
    demand: Array.from({ length: days * 3 }, (_, index) => ({
      ...{ day: index % days, shift: ids[random.below(4)]!, target: random.below(3), under: 100, over: 1 },
      ...(random.below(4) === 0 ? { skill: 'anaesthesia' } : {}),
      ...(random.below(4) === 0 ? { maximum: 2 } : {}),
    })),
    requests: Array.from({ length: 8 }, (_, index) => ({
      ...{ person: names[random.below(names.length)]!, day: random.below(days), weight: 1 + random.below(5) },
      wish: index % 2 === 0 ? ('on' as const) : ('off' as const),
      ...(random.below(3) === 0 ? {} : { shift: ids[random.below(4)]! }),
    })),
    assignments: [{ person: names[0]!, day: 0, shift: null, weight: random.below(5) }],
    rooms: [{ id: 'theatre', capacity: 1 + random.below(2), shifts: ['early', 'short'] }],
    rules: rules.filter(() => random.below(4) > 0),
  };
}
