import type { EmployeeEvent, PersonalDetails } from '@linchpin/contracts/people';
import { defineProjection, evolve, fold, type Recorded } from '@linchpin/domain';
import { employee } from './employee.js';
import { sortedBy, wordsOf } from './folded.js';
import { type Knowledge, type Known, relearned } from './known.js';
import { type Employee, nobody } from './state.js';
import { type Span, sameFacts, timelineOf } from './timeline.js';

/** The person behind the facts. Details have no day: a correction says what was true all along. */
export interface Person extends PersonalDetails {
  readonly sortedBy: string;
  /** What a search finds the person by. */
  readonly words: readonly string[];
}

/**
 * One employee in both clocks: spans that hold from one day to another, as known from one instant to another. At each
 * instant the spans known at it cover all days without gap or overlap.
 */
export interface StaffMember {
  readonly _id: string;
  /** The version of the stream. */
  readonly version: number;
  /** The instant of the last event. */
  readonly at: Date;
  /** As known now; the latest days first, because most questions are about them. */
  readonly spans: readonly (Span & Known)[];
  readonly pastSpans: readonly (Span & Known)[];
  /** As known now: one. */
  readonly people: readonly (Person & Known)[];
  readonly pastPeople: readonly (Person & Known)[];
  /** What the next event is folded into. */
  readonly facts: Employee;
}

type Event = NonNullable<EmployeeEvent['event']>;

function afterFact(document: StaffMember | undefined, _: unknown, recorded: Recorded<Event>): StaffMember {
  // A later event is never known before an earlier one, even when the clock of another process is behind.
  const at = document !== undefined && document.at > recorded.recordedAt ? document.at : recorded.recordedAt;
  const facts = evolve(employee, document?.facts ?? nobody, recorded.event);
  const spans = relearned(spansIn(document), timelineOf(facts).toReversed(), at, sameSpan);
  const people = relearned(peopleIn(document), [personOf(facts)], at, samePerson);
  return {
    _id: recorded.id,
    version: recorded.version,
    at,
    spans: spans.now,
    people: people.now,
    facts,
    pastSpans: spans.past,
    pastPeople: people.past,
  };
}

const spansIn = (document: StaffMember | undefined): Knowledge<Span> => ({
  now: document?.spans ?? [],
  past: document?.pastSpans ?? [],
});

const peopleIn = (document: StaffMember | undefined): Knowledge<Person> => ({
  now: document?.people ?? [],
  past: document?.pastPeople ?? [],
});

const personOf = ({ employeeId, personal }: Employee): Person => ({
  ...personal,
  sortedBy: sortedBy(personal.familyName, personal.givenName),
  words: wordsOf(personal.givenName, personal.familyName, employeeId),
});

const sameSpan = (a: Span, b: Span): boolean => a.from === b.from && a.until === b.until && sameFacts(a, b);

const samePerson = (a: Person, b: Person): boolean =>
  a.givenName === b.givenName && a.familyName === b.familyName && a.birthDate === b.birthDate;

/** Answers every question about the staff, on any day, as known at any instant. */
export const staff = defineProjection<StaffMember>({
  name: 'people.staff',
  version: 1,
  sources: [
    fold<StaffMember>()(employee, {
      key: ({ id }) => id,
      evolve: {
        hired: afterFact,
        personalDetailsCorrected: afterFact,
        transferred: afterFact,
        positionChanged: afterFact,
        payChanged: afterFact,
        leaveStarted: afterFact,
        leaveEnded: afterFact,
        terminated: afterFact,
        rehired: afterFact,
      },
    }),
  ],
  indexes: [{ 'spans.siteId': 1 }, { 'pastSpans.siteId': 1 }, { 'spans.managerId': 1 }],
});
