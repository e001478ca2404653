import type { Finding } from './finding.js';
import { shortened } from './finding.js';
import type { Mapping } from './mapping.js';
import type { ReadRow } from './read-row.js';
import { collapsed } from './slug.js';

/** Finds the manager of a row: its id, and the finding when the name leads to nobody. */
export type FindManager = (row: ReadRow) => {
  readonly managerId: string;
  readonly findings: readonly Finding[];
};

/**
 * Matches managers by name to the people of the same file. Names are compared as "first last", in small letters,
 * without middle initials: `LeBlanc, Brandon  R` is `Brandon R. LeBlanc`. A name that is nobody's, or that of several,
 * is reported and left empty. Where the file has the manager's id (`manager_id`), that counts.
 */
export function managersOf(rows: readonly ReadRow[], mapping: Mapping): FindManager {
  const ids = new Map<string, Set<string>>();
  for (const { fields } of rows) {
    if (fields.employee_id === '' || fields.family_name === '') continue;
    const key = nameKey(`${fields.given_name} ${fields.family_name}`);
    ids.set(key, (ids.get(key) ?? new Set()).add(fields.employee_id));
  }
  const source = mapping.fields.manager_name;
  const column = source !== undefined && 'column' in source ? source.column : '(manager_name)';

  return ({ line, fields }) => {
    const name = fields.manager_name;
    if (fields.manager_id !== '' || name === '') return { managerId: fields.manager_id, findings: [] };
    const nobody = (rule: string, reason: string) => ({
      managerId: '',
      findings: [{ line, column, value: shortened(name), rule, reason, severity: 'repaired' as const }],
    });
    const [match, ...others] = ids.get(nameKey(name)) ?? [];
    if (match === undefined)
      return nobody('unknown-manager', 'nobody in the file has this name; left without a manager');
    if (others.length > 0)
      return nobody(
        'ambiguous-manager',
        `${others.length + 1} people in the file have this name; left without a manager`,
      );
    if (match === fields.employee_id)
      return nobody('own-manager', 'nobody is their own manager; left without a manager');
    return { managerId: match, findings: [] };
  };
}

/** `Brandon R. LeBlanc` is `brandon leblanc`: single letters between the first and the last word fall away. */
function nameKey(name: string): string {
  const words = collapsed(name).toLowerCase().split(' ');
  const last = words.length - 1;
  return words
    .filter((word, index) => index === 0 || index === last || word.replace('.', '').length > 1)
    .join(' ');
}
