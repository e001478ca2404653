import type { ChangeReport } from '../change/change.js';
import type { Phase } from './control-chart.js';

const leastPoints = 2;

/** A new phase after each level shift, so that limits are never drawn through a change that is known. */
export function phasesAfter({ changes, from, expected }: ChangeReport): Phase[] {
  const phases: Phase[] = [{ from: 0 }];
  for (const { kind, at } of changes)
    if (
      kind === 'level-shift' &&
      at - phases.at(-1)!.from >= leastPoints &&
      from + expected.length - at >= leastPoints
    )
      phases.push({ from: at });
  return phases;
}
