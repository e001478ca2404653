import type { Employee } from './state.js';

/**
 * The sites whose callers see an employee: where the person is placed on the day, and where a recorded transfer will
 * take them, so that the new site can prepare. Between and after employments: where the person was last. A site that
 * somebody has left no longer sees them.
 */
export function sitesFrom({ employments }: Employee, today: string): readonly string[] {
  const employment = employments.findLast(({ from }) => from <= today) ?? employments[0];
  if (employment === undefined) return [];
  const coming = employments.filter(({ from }) => from > today);
  const placed = employment.placements;
  const now = Math.max(
    0,
    placed.findLastIndex(({ on }) => on <= today),
  );
  const placements = [...placed.slice(now), ...coming.flatMap(({ placements }) => placements)];
  return [...new Set(placements.map(({ value }) => value.siteId))];
}
