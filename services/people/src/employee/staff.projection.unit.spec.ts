import { EmploymentStatus } from '@linchpin/contracts/people';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BEGINNING, FOREVER } from '../calendar/day.js';
import { ada, at, corrected, hired, leaveStarted, terminated, transferred } from './employee.fixtures.js';
import type { Known } from './known.js';
import { latest } from './moment.js';
import { eventsOfOne, folded, instantOf, recorded } from './random-histories.fixtures.js';
import { type StaffMember, staff } from './staff.projection.js';

const knownAt = ({ since, to }: Known, instant: Date): boolean => since <= instant && instant < to;
const allSpans = (document: StaffMember | undefined) => [
  ...(document?.spans ?? []),
  ...(document?.pastSpans ?? []),
];
const span = (document: StaffMember | undefined, day: string, instant = latest) =>
  allSpans(document).find((each) => each.from <= day && day < each.until && knownAt(each, instant));
const siteOn = (document: StaffMember | undefined, day: string, instant?: Date) =>
  span(document, day, instant)?.siteId;

/** Instants at which the events of a stream are recorded; the fixtures record the 2nd and 3rd together. */
const [first, second, fourth] = [instantOf(1), instantOf(2), instantOf(4)];

describe('the staff', () => {
  const history = [
    hired('2011-07-05'),
    transferred('2016-01-01', at('austin')),
    leaveStarted('2016-02-01'),
    transferred('2014-01-01', at('denver')),
  ];
  const document = folded(history);

  it('hold each day what took effect last by then, whatever the order of recording', () => {
    expect(siteOn(document, '2013-12-31')).toBe('boston');
    expect(siteOn(document, '2014-01-01')).toBe('denver');
    expect(siteOn(document, '2015-12-31')).toBe('denver');
    expect(siteOn(document, '2016-01-01')).toBe('austin');
  });

  it('remember what was known before a back-dated transfer was recorded', () => {
    const before = new Date(fourth.getTime() - 1);
    expect(siteOn(document, '2014-06-01', before)).toBe('boston');
    expect(siteOn(document, '2014-06-01', fourth)).toBe('denver');
    expect(siteOn(document, '2016-06-01', new Date(second.getTime() - 1))).toBe('boston');
    expect(siteOn(document, '2016-06-01', second)).toBe('austin');
  });

  it('know nobody before the first event is recorded', () => {
    expect(span(document, '2014-01-01', new Date(first.getTime() - 1))).toBeUndefined();
  });

  it('keep no span that was replaced at the instant of its recording', () => {
    expect(allSpans(document).every(({ since, to }) => since < to)).toBe(true);
  });

  it('are prospective before the first day, and terminated from the last', () => {
    const gone = folded([hired('2011-07-05'), terminated('2016-06-16')]);
    expect(span(gone, '2011-07-04')?.status).toBe(EmploymentStatus.EMPLOYMENT_STATUS_PROSPECTIVE);
    expect(span(gone, '2011-07-05')?.status).toBe(EmploymentStatus.EMPLOYMENT_STATUS_ACTIVE);
    expect(span(gone, '2016-06-15')?.status).toBe(EmploymentStatus.EMPLOYMENT_STATUS_ACTIVE);
    expect(span(gone, '2016-06-16')).toMatchObject({
      status: EmploymentStatus.EMPLOYMENT_STATUS_TERMINATED,
      siteId: 'boston',
      hiredOn: '2011-07-05',
      ending: { reason: 'another position' },
    });
  });

  it('had their corrected details all along, once they are recorded', () => {
    const married = folded([hired('2011-07-05'), corrected({ ...ada, familyName: 'Brown' })]);
    expect(
      [...married!.people, ...married!.pastPeople].map(({ familyName, since }) => [familyName, since]),
    ).toEqual([
      ['Brown', second],
      ['Núñez-Brown', first],
    ]);
    expect(married?.spans).toHaveLength(2);
  });

  it('never know a later event before an earlier one, even when a clock is behind', () => {
    const [hire, move] = recorded('10026', history);
    const evolve = staff.sources[0]!.evolve;
    const hiredLate = evolve.hired!(undefined, hire!.event.value, { ...hire!, recordedAt: fourth });
    const moved = evolve.transferred!(hiredLate, move!.event.value, { ...move!, recordedAt: first });
    expect(moved?.at).toEqual(fourth);
    expect(allSpans(moved).every(({ since }) => since.getTime() === fourth.getTime())).toBe(true);
  });

  it('cover at each instant all days, without gap or overlap, as a fold of what was known then says', () => {
    fc.assert(
      fc.property(eventsOfOne(), (events) => {
        const whole = folded(events);
        for (const [index] of events.entries()) {
          const instant = instantOf(index + 1);
          const known = events.filter((_, each) => instantOf(each + 1) <= instant);
          const then = allSpans(whole)
            .filter((each) => knownAt(each, instant))
            .toSorted((a, b) => (a.from < b.from ? -1 : 1));
          expect(then[0]?.from).toBe(BEGINNING);
          expect(then.at(-1)?.until).toBe(FOREVER);
          const plain = (spans: StaffMember['spans']) => spans.map(({ since: _, to: __, ...rest }) => rest);
          const now = folded(known)!.spans.filter((each) => knownAt(each, latest));
          expect(plain(then)).toEqual(plain(now.toSorted((a, b) => (a.from < b.from ? -1 : 1))));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('hold nothing that MongoDB would store otherwise: no undefined, no bigint', () => {
    fc.assert(
      fc.property(eventsOfOne(), (events) => {
        const check = (value: unknown): void => {
          expect(['undefined', 'bigint', 'function']).not.toContain(typeof value);
          if (typeof value === 'object' && value !== null && !(value instanceof Date))
            Object.values(value).forEach(check);
        };
        check(folded(events));
      }),
      { numRuns: 20 },
    );
  });
});
