import type { Roster } from '../model/compiled.js';
import type { Problem } from '../model/problem.js';

const CELL = { width: 26, height: 20 };
const MARGIN = { left: 90, top: 24 };

/** A roster as an SVG grid: a row per person, a column per day, a colour per shift, weekends shaded. */
export function rosterSvg(problem: Problem, roster: Roster): string {
  const { days, people, shifts, firstWeekday = 0, name } = problem;
  const width = MARGIN.left + days * CELL.width + 1;
  const height = MARGIN.top + people.length * CELL.height + 1;
  const colours = shifts.map((_, index) => `hsl(${Math.round((360 * index) / shifts.length)} 60% 78%)`);
  const parts: string[] = [];
  for (let day = 0; day < days; day += 1) {
    const x = MARGIN.left + day * CELL.width;
    if ((firstWeekday + day) % 7 >= 5)
      parts.push(`<rect x="${x}" y="0" width="${CELL.width}" height="${height}" fill="#eee"/>`);
    parts.push(`<text x="${x + CELL.width / 2}" y="16" text-anchor="middle">${day}</text>`);
  }
  people.forEach(({ id }, person) => {
    const y = MARGIN.top + person * CELL.height;
    parts.push(`<text x="4" y="${y + 14}">${escaped(id)}</text>`);
    for (let day = 0; day < days; day += 1) {
      const code = roster[person * days + day]!;
      if (code === 0) continue;
      const x = MARGIN.left + day * CELL.width;
      const fill = colours[code - 1]!;
      const shift = escaped(shifts[code - 1]!.id);
      parts.push(
        `<rect x="${x}" y="${y}" width="${CELL.width}" height="${CELL.height}" fill="${fill}" stroke="#fff"><title>${escaped(id)}, day ${day}: ${shift}</title></rect>`,
        `<text x="${x + CELL.width / 2}" y="${y + 14}" text-anchor="middle">${shift}</text>`,
      );
    }
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="11"><title>${escaped(name)}</title>\n${parts.join('\n')}\n</svg>\n`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
