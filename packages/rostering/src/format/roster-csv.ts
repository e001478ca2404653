import { parse } from 'csv-parse/sync';
import type { Roster } from '../model/compiled.js';
import type { Problem } from '../model/problem.js';
import { UnreadableText } from './unreadable-text.js';

/** A roster as CSV: a head `person,day,shift`, then a line per shift worked, day 0 first. */
export function writeRosterCsv(problem: Problem, roster: Roster): string {
  const lines = ['person,day,shift'];
  problem.people.forEach(({ id }, person) => {
    for (let day = 0; day < problem.days; day += 1) {
      const code = roster[person * problem.days + day]!;
      if (code > 0) lines.push(`${quoted(id)},${day},${quoted(problem.shifts[code - 1]!.id)}`);
    }
  });
  return `${lines.join('\n')}\n`;
}

/**
 * Reads what `writeRosterCsv` writes; lines may come in any order, and the head may be left out.
 *
 * @throws {UnreadableText} naming every line that is wrong.
 */
export function readRosterCsv(problem: Problem, text: string): Roster {
  const roster = new Uint8Array(problem.people.length * problem.days);
  const people = new Map(problem.people.map(({ id }, index) => [id, index]));
  const codes = new Map(problem.shifts.map(({ id }, index) => [id, index + 1]));
  const faults: string[] = [];
  recordsOf(text).forEach(({ line, fields }, index) => {
    const [id = '', day = '', shift = ''] = fields;
    if (index === 0 && id === 'person' && day === 'day' && shift === 'shift') return;
    const fault = (reason: string) => faults.push(`line ${line}: ${reason}`);
    const person = people.get(id);
    const code = codes.get(shift);
    if (fields.length !== 3) fault(`3 fields wanted, ${fields.length} found`);
    else if (person === undefined) fault(`nobody is called "${id}"`);
    else if (!/^\d+$/.test(day) || Number(day) >= problem.days)
      fault(`"${day}" is no day from 0 to ${problem.days - 1}`);
    else if (code === undefined) fault(`there is no shift "${shift}"`);
    else if (roster[person * problem.days + Number(day)] !== 0)
      fault(`${id} has a second shift on day ${day}`);
    else roster[person * problem.days + Number(day)] = code;
  });
  if (faults.length > 0) throw new UnreadableText(faults);
  return roster;
}

function recordsOf(text: string): readonly { readonly line: number; readonly fields: readonly string[] }[] {
  try {
    const records = parse(text, {
      ...{ bom: true, trim: true, info: true, relax_column_count: true, skip_empty_lines: true },
    }) as unknown as readonly {
      readonly info: { readonly lines: number };
      readonly record: readonly string[];
    }[];
    return records.map(({ info, record }) => ({ line: info.lines, fields: record }));
  } catch (error) {
    throw new UnreadableText([(error as Error).message]);
  }
}

const quoted = (id: string) => (/[",\r\n]/.test(id) ? `"${id.replaceAll('"', '""')}"` : id);
