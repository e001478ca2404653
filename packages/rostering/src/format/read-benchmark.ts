import type { Demand, Problem, Request, Rule, Shift } from '../model/problem.js';
import { groupRules } from './group-rules.js';
import { UnreadableText } from './unreadable-text.js';

interface Line {
  readonly number: number;
  readonly fields: readonly string[];
}

/**
 * Reads the text format of the shift scheduling benchmark (Curtois and Qu, "Computational results on new staff scheduling
 * benchmark instances", 2014): sections of comma separated lines, lists by `|`, comments by `#`, day 0 a Monday.
 *
 * @throws {UnreadableText} naming every line that is wrong.
 */
export function readBenchmark(text: string, name: string): Problem {
  const reader = new Sections(text);
  const days = reader.of('HORIZON', 1).map((line) => reader.whole(line, 0, 'days'))[0] ?? 0;
  const shifts: Shift[] = [];
  const rules: Rule[] = [];
  for (const line of reader.of('SHIFTS', 2)) {
    const [first = '', , next = ''] = line.fields;
    shifts.push({ id: first, minutes: reader.whole(line, 1, 'minutes') });
    if (next !== '') rules.push({ kind: 'succession', first, next: next.split('|') });
  }
  const people = reader.of('STAFF', 8).map((line) => {
    rules.push(...rulesOf(line, reader));
    return { id: line.fields[0]! };
  });
  for (const line of reader.of('DAYS_OFF', 2)) {
    const list = line.fields.slice(1).map((_, index) => reader.whole(line, index + 1, 'day'));
    rules.push({ kind: 'absent', people: [line.fields[0]!], days: list });
  }
  const requests = [
    ...reader.of('SHIFT_ON_REQUESTS', 4).map((line) => request(line, 'on', reader)),
    ...reader.of('SHIFT_OFF_REQUESTS', 4).map((line) => request(line, 'off', reader)),
  ];
  const demand = reader.of('COVER', 5).map((line): Demand => {
    const [day, target, under, over] = [0, 2, 3, 4].map((field) => reader.whole(line, field, 'number')) as [
      number,
      number,
      number,
      number,
    ];
    return { day, shift: line.fields[1]!, target, under, over };
  });
  reader.finish();
  return { name, days, shifts, people, demand, requests, rules: groupRules(rules) };
}

function rulesOf(line: Line, reader: Sections): Rule[] {
  const [id = '', caps = ''] = line.fields;
  const people = [id];
  const [max, min, mostWork, leastWork, leastOff, mostWeekends] = [2, 3, 4, 5, 6, 7].map((field) =>
    reader.whole(line, field, 'number'),
  ) as [number, number, number, number, number, number];
  const weight = 'hard';
  return [
    ...caps.split('|').map((cap): Rule => {
      const [shift = '', most] = cap.split('=');
      return {
        kind: 'total',
        of: 'shifts',
        people,
        shifts: [shift],
        max: reader.number(line, most, 'shifts'),
        weight,
      };
    }),
    { kind: 'total', of: 'minutes', people, min, max, weight },
    { kind: 'run', of: 'work', people, min: leastWork, max: mostWork, weight },
    { kind: 'run', of: 'off', people, min: leastOff, weight },
    { kind: 'weekends', people, max: mostWeekends, weight },
  ];
}

function request(line: Line, wish: 'on' | 'off', reader: Sections): Request {
  const [person = '', , shift = ''] = line.fields;
  return { person, day: reader.whole(line, 1, 'day'), shift, wish, weight: reader.whole(line, 3, 'weight') };
}

/** The lines of a text by section, and what was wrong with them. */
class Sections {
  private readonly sections = new Map<string, Line[]>();
  private readonly faults: string[] = [];

  constructor(text: string) {
    let section: Line[] | undefined;
    text.split(/\r?\n/).forEach((raw, index) => {
      const line = raw.trim();
      if (line === '' || line.startsWith('#')) return;
      if (line.startsWith('SECTION_')) {
        section = [];
        this.sections.set(line.slice('SECTION_'.length), section);
      } else if (section === undefined) this.faults.push(`line ${index + 1}: stands before any section`);
      else section.push({ number: index + 1, fields: line.split(',').map((field) => field.trim()) });
    });
  }

  /** Lines of a section that have the fields they need. */
  of(name: string, fields: number): readonly Line[] {
    const lines = this.sections.get(name);
    if (lines === undefined) this.faults.push(`SECTION_${name} is missing`);
    return (lines ?? []).filter((line) => {
      if (line.fields.length >= fields) return true;
      this.faults.push(`line ${line.number}: ${fields} fields wanted, ${line.fields.length} found`);
      return false;
    });
  }

  whole(line: Line, field: number, what: string): number {
    return this.number(line, line.fields[field], what);
  }

  number(line: Line, value: string | undefined, what: string): number {
    // Some of the files write a negative zero.
    if (value !== undefined && /^(\d+|-0)$/.test(value)) return Math.abs(Number(value));
    this.faults.push(`line ${line.number}: ${what}: "${value ?? ''}" is no whole number`);
    return 0;
  }

  finish(): void {
    if (this.faults.length > 0) throw new UnreadableText(this.faults);
  }
}
