import type { EmploymentStatus } from '@linchpin/contracts/people';
import { latest, type Moment } from './moment.js';
import type { Person, StaffMember } from './staff.projection.js';
import type { Span } from './timeline.js';

/** The sites that a caller may see. */
export type Scope = 'all' | ReadonlySet<string>;

/** Which of the staff a question is about. An empty list does not restrict. */
export interface View {
  readonly siteIds: readonly string[];
  readonly departmentIds: readonly string[];
  readonly positionIds: readonly string[];
  readonly statuses?: readonly EmploymentStatus[];
  /** Empty: any. */
  readonly managerId?: string;
  /** Folded beginnings of words. */
  readonly words?: readonly string[];
}

/** An employee as of a moment. */
export interface InView {
  readonly _id: string;
  readonly version: StaffMember['version'];
  readonly span: Span;
  readonly person: Person;
}

/** The sites that both a view and the caller's scope allow; undefined: all. */
export function sitesInView(siteIds: readonly string[], scope: Scope): readonly string[] | undefined {
  if (scope === 'all') return siteIds.length === 0 ? undefined : siteIds;
  return siteIds.length === 0 ? [...scope] : siteIds.filter((siteId) => scope.has(siteId));
}

/** Matches those of the staff who are in view at a moment, by the one span that holds then. */
export function matchInView({ day, instant }: Moment, view: View, scope: Scope): object {
  const span = {
    from: { $lte: day },
    until: { $gt: day },
    ...among('siteId', sitesInView(view.siteIds, scope)),
    ...among('departmentId', orAny(view.departmentIds)),
    ...among('positionId', orAny(view.positionIds)),
    ...among('status', orAny(view.statuses ?? [])),
    ...(view.managerId ? { managerId: view.managerId } : {}),
  };
  const inSpan = matchKnown(instant, 'spans', 'pastSpans', span);
  if (!view.words?.length) return inSpan;
  const words = { words: { $all: view.words.map((word) => new RegExp(`^${word}`)) } };
  return { $and: [inSpan, matchKnown(instant, 'people', 'pastPeople', words)] };
}

/** Matches documents with an entry that was known at an instant and meets a condition. */
export const matchKnown = (instant: Date, now: string, past: string, condition: object): object =>
  instant === latest
    ? { [now]: { $elemMatch: condition } }
    : {
        $or: [
          { [now]: { $elemMatch: { ...condition, since: { $lte: instant } } } },
          { [past]: { $elemMatch: { ...condition, since: { $lte: instant }, to: { $gt: instant } } } },
        ],
      };

/** The span that holds at a moment, as an expression: the first one, since exactly one does. */
export const spanAt = ({ day, instant }: Moment): object =>
  firstKnown(instant, '$spans', '$pastSpans', [
    { $lte: ['$$this.from', day] },
    { $gt: ['$$this.until', day] },
  ]);

/** The person as known at a moment, as an expression. */
export const personAt = ({ instant }: Moment): object => firstKnown(instant, '$people', '$pastPeople', []);

const firstKnown = (instant: Date, now: string, past: string, conditions: readonly object[]): object =>
  instant === latest
    ? firstOf(now, conditions)
    : {
        $ifNull: [
          firstOf(now, [...conditions, recordedBy(instant)]),
          firstOf(past, [...conditions, recordedBy(instant), replacedAfter(instant)]),
        ],
      };

/** That an entry had been recorded by an instant, as a condition of $filter. */
export const recordedBy = (instant: Date): object => ({ $lte: ['$$this.since', instant] });

/** That an entry had not been replaced by an instant, as a condition of $filter. */
export const replacedAfter = (instant: Date): object => ({ $gt: ['$$this.to', instant] });

const firstOf = (input: string, conditions: readonly object[]): object =>
  conditions.length === 0
    ? { $first: input }
    : { $first: { $filter: { input, cond: { $and: conditions }, limit: 1 } } };

const among = (field: string, values: readonly unknown[] | undefined): object =>
  values === undefined ? {} : { [field]: { $in: values } };

const orAny = <Value>(values: readonly Value[]): readonly Value[] | undefined =>
  values.length === 0 ? undefined : values;
