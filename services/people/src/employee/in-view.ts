import type { EmploymentStatus } from '@linchpin/contracts/people';
import type { Moment } from './moment.js';
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

/** The beginning of an aggregation over the staff: those in view at a moment, by one filter on the span that holds. */
export function matchInView({ day, instant }: Moment, view: View, scope: Scope): object {
  const known = { since: { $lte: instant }, to: { $gt: instant } };
  return {
    spans: {
      $elemMatch: {
        from: { $lte: day },
        until: { $gt: day },
        ...known,
        ...among('siteId', sitesInView(view.siteIds, scope)),
        ...among('departmentId', orAny(view.departmentIds)),
        ...among('positionId', orAny(view.positionIds)),
        ...among('status', orAny(view.statuses ?? [])),
        ...(view.managerId ? { managerId: view.managerId } : {}),
      },
    },
    ...(view.words?.length
      ? {
          people: {
            $elemMatch: { ...known, words: { $all: view.words.map((word) => new RegExp(`^${word}`)) } },
          },
        }
      : {}),
  };
}

/** The span that holds at a moment, as an expression: the first one, since exactly one does. */
export const spanAt = ({ day, instant }: Moment): object =>
  firstOf('$spans', [
    { $lte: ['$$this.from', day] },
    { $gt: ['$$this.until', day] },
    ...knownAtExpression(instant),
  ]);

/** The person as known at a moment, as an expression. */
export const personAt = ({ instant }: Moment): object => firstOf('$people', knownAtExpression(instant));

const knownAtExpression = (instant: Date): object[] => [
  { $lte: ['$$this.since', instant] },
  { $gt: ['$$this.to', instant] },
];

const firstOf = (input: string, conditions: readonly object[]): object => ({
  $first: { $filter: { input, cond: { $and: conditions }, limit: 1 } },
});

const among = (field: string, values: readonly unknown[] | undefined): object =>
  values === undefined ? {} : { [field]: { $in: values } };

const orAny = <Value>(values: readonly Value[]): readonly Value[] | undefined =>
  values.length === 0 ? undefined : values;
