import type { Compiled, Roster } from '../model/compiled.js';

/** Everybody off, but where that is not allowed. */
export const emptyRoster = (compiled: Compiled): Roster =>
  withinAllowed(compiled, new Uint8Array(compiled.people * compiled.days));

/** A roster with every cell that holds what is not allowed emptied, or given the first code that is. */
export function withinAllowed({ codes, allowed }: Compiled, roster: Roster): Roster {
  return roster.map((code, cell) =>
    allowed[cell * codes + code] === 1 ? code : allowed.subarray(cell * codes, (cell + 1) * codes).indexOf(1),
  );
}
