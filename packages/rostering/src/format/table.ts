import type { Roster } from '../model/compiled.js';
import type { Problem } from '../model/problem.js';

/** A roster as a table to be read: a line per person, a column per day, weekends set off by bars. */
export function rosterTable(problem: Problem, roster: Roster): string {
  const { days, people, shifts, firstWeekday = 0 } = problem;
  const name = Math.max(...people.map(({ id }) => id.length));
  const cell = Math.max(2, String(days - 1).length, ...shifts.map(({ id }) => id.length));
  const line = (head: string, cells: readonly string[]) =>
    `${head.padEnd(name)} ${cells.map((text, day) => `${(firstWeekday + day) % 7 === 5 && day > 0 ? '| ' : ''}${text.padEnd(cell)}`).join(' ')}`.trimEnd();
  const head = line(
    '',
    Array.from({ length: days }, (_, day) => String(day)),
  );
  const rows = people.map(({ id }, person) =>
    line(
      id,
      Array.from({ length: days }, (_, day) => {
        const code = roster[person * days + day]!;
        return code === 0 ? '·' : shifts[code - 1]!.id;
      }),
    ),
  );
  return `${[head, ...rows].join('\n')}\n`;
}
