/** `error`: the row is not imported. `repaired`: it is, after a stated rule, or without the value named here. */
export type Severity = 'error' | 'repaired';

/** Something about one cell of the file that its owner should know. */
export interface Finding {
  /** The physical line on which the row starts; the header is usually line 1. */
  readonly line: number;
  /** The column's name in the file. */
  readonly column: string;
  /** What stands there, shortened. */
  readonly value: string;
  /** The stable name of the rule, for instance `unknown-manager`. */
  readonly rule: string;
  readonly reason: string;
  readonly severity: Severity;
}

const longest = 40;

/** A value as a report shows it: at most 40 characters. */
export const shortened = (value: string): string =>
  value.length <= longest ? value : `${value.slice(0, longest - 1)}…`;
