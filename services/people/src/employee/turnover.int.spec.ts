import type { TurnoverRow } from '@linchpin/contracts/people';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayBefore, firstDayOf, lastDayOf, monthOf } from '../calendar/day.js';
import type { Cell } from './brute-force.fixtures.js';
import { headcount } from './headcount.query.js';
import { latest } from './moment.js';
import { everybody } from './one-employee.query.js';
import { days } from './random-histories.fixtures.js';
import {
  groupings,
  inView,
  keyOf,
  type Question,
  question,
  type RandomStaff,
  randomStaff,
  viewOf,
} from './random-staff.fixtures.js';
import { turnover } from './turnover.query.js';

const months = ['2015-02', '2015-03', '2015-04', '2015-05', '2015-06', '2015-07'];

let random: RandomStaff;

beforeAll(async () => {
  random = await randomStaff();
});

afterAll(() => random?.drop());

type Counts = Omit<TurnoverRow, 'month' | 'group' | 'rate'>;

const nothing: Counts = {
  opening: 0,
  hires: 0,
  transfersIn: 0,
  transfersOut: 0,
  voluntaryTerminations: 0,
  otherTerminations: 0,
  closing: 0,
};

/** Who came and who left, found by comparing each day with the one before it. */
function walked(asked: Question): Map<string, Counts> {
  const rows = new Map<string, Counts>();
  const count = (month: string, cell: Cell, what: keyof Counts) => {
    const key = `${month} ${keyOf(cell, asked.groupBy)}`;
    const row = rows.get(key) ?? { ...nothing };
    row[what]++;
    rows.set(key, row);
  };
  const [start, end] = [days.indexOf(firstDayOf(months[0]!)), days.indexOf(lastDayOf(months.at(-1)!))];
  for (const { cells, voluntary } of random.paintedAt(asked.instant))
    for (let index = start; index <= end; index++) {
      const [before, after] = [cells[index - 1]!, cells[index]!];
      const [day, month] = [days[index]!, monthOf(days[index]!)];
      const was = before.hiredOn !== undefined && inView(before, asked);
      const is = after.hiredOn !== undefined && inView(after, asked);
      if (was && day === firstDayOf(month)) count(month, before, 'opening');
      if (is && day === lastDayOf(month)) count(month, after, 'closing');
      if (before.hiredOn !== after.hiredOn) {
        if (was)
          count(
            month,
            before,
            voluntary.get(before.hiredOn!) ? 'voluntaryTerminations' : 'otherTerminations',
          );
        if (is) count(month, after, 'hires');
      } else if (was !== is || keyOf(before, asked.groupBy) !== keyOf(after, asked.groupBy)) {
        if (was) count(month, before, 'transfersOut');
        if (is) count(month, after, 'transfersIn');
      }
    }
  return rows;
}

const plain = ({ month: _, group: __, rate: ___, ...counts }: TurnoverRow) => counts;

describe('turnover', () => {
  it('finds what comparing each day with the one before it finds, and adds up in every row', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { instant, groupBy, scope } = asked;
        const { rows, totals } = await turnover(random.staff, scope, months, instant, viewOf(asked), groupBy);
        expect(
          new Map(rows.map((row) => [`${row.month} ${keyOf(row.group!, groupBy)}`, plain(row)])),
        ).toEqual(walked(asked));
        const ungrouped = walked({ ...asked, groupBy: [] });
        for (const row of totals) expect(plain(row)).toEqual(ungrouped.get(`${row.month}   `) ?? nothing);
        for (const row of [...rows, ...totals])
          expect(
            row.opening +
              row.hires +
              row.transfersIn -
              row.transfersOut -
              row.voluntaryTerminations -
              row.otherTerminations,
          ).toBe(row.closing);
      }),
      { numRuns: 60 },
    );
  });

  it('opens each month with the close of the month before', async () => {
    const { totals } = await turnover(random.staff, 'all', months, latest, everybody, groupings[1]);
    expect(totals.map(({ month }) => month)).toEqual(months);
    for (const [index, { opening }] of totals.entries())
      if (index > 0) expect(opening).toBe(totals[index - 1]?.closing);
  });

  it('agrees with headcount at the ends of months', async () => {
    const { rows } = await turnover(random.staff, 'all', ['2015-06'], latest, everybody, groupings[2]);
    const ofDay = async (day: string) =>
      (await headcount(random.staff, 'all', { day, instant: latest }, everybody, [])).total?.employed;
    expect(rows.reduce((sum, { opening }) => sum + opening, 0)).toBe(await ofDay(dayBefore('2015-06-01')));
    expect(rows.reduce((sum, { closing }) => sum + closing, 0)).toBe(await ofDay('2015-06-30'));
  });
});
