import {
  type EmployeeCommand,
  type EmployeeEvent,
  LeaveKind,
  PayPeriod,
  TerminationKind,
} from '@linchpin/contracts/people';
import { evolve, isRefusal, type Recorded, streamOf } from '@linchpin/domain';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { employee } from './employee.js';
import { type StaffMember, staff } from './staff.projection.js';
import { nobody } from './state.js';

/** Histories of fictional people: random commands, of which only those are kept that the rules accept. */
type Command = NonNullable<EmployeeCommand['command']>;
export type Event = NonNullable<EmployeeEvent['event']>;

export const firstDay = '2015-01-01';
/** The days on which anything happens: a year and a half. */
export const days: readonly string[] = Array.from({ length: 540 }, (_, index) =>
  Temporal.PlainDate.from(firstDay).add({ days: index }).toString(),
);
export const siteIds = ['austin', 'boston', 'denver'] as const;
export const departmentIds = ['care', 'desk'] as const;
export const positionIds = ['dentist', 'hygienist'] as const;

const day = fc.integer({ min: 0, max: days.length - 1 }).map((index) => days[index]!);
const placement = fc.record({
  siteId: fc.constantFrom(...siteIds),
  departmentId: fc.constantFrom(...departmentIds),
  managerId: fc.constantFrom('', '0', '1', '2'),
});
const positionId = fc.constantFrom(...positionIds);
const pay = fc.record({
  amount: fc.record({ currencyCode: fc.constant('USD'), minorUnits: fc.bigInt({ min: 1n, max: 3n }) }),
  period: fc.constant(PayPeriod.PAY_PERIOD_YEAR),
});
const personal = fc.record({
  givenName: fc.constantFrom('Ada', 'Béla', 'Çelik'),
  familyName: fc.constantFrom("O'Neil", 'Smith-Jones', 'Zaïd'),
  birthDate: fc.constantFrom('', '1980-01-01'),
});
const kind = fc.constantFrom(
  TerminationKind.TERMINATION_KIND_VOLUNTARY,
  TerminationKind.TERMINATION_KIND_FOR_CAUSE,
);

const commandOf = (employeeId: string): fc.Arbitrary<Command> => {
  const id = fc.constant(employeeId);
  const reason = fc.constant('');
  const arbitrary = <Name extends Command['$case']>(
    $case: Name,
    value: Record<string, fc.Arbitrary<unknown>>,
  ): fc.Arbitrary<Command> =>
    fc.record({ employeeId: id, ...value }).map((it) => ({ $case, value: it }) as never);
  return fc.oneof(
    arbitrary('correctPersonalDetails', { personal }),
    { arbitrary: arbitrary('transfer', { on: day, placement, reason }), weight: 4 },
    { arbitrary: arbitrary('changePosition', { on: day, positionId }), weight: 2 },
    arbitrary('changePay', { on: day, pay, reason }),
    {
      arbitrary: arbitrary('startLeave', {
        on: day,
        kind: fc.constant(LeaveKind.LEAVE_KIND_STUDY),
        expectedReturn: reason,
      }),
      weight: 2,
    },
    { arbitrary: arbitrary('endLeave', { on: day }), weight: 3 },
    { arbitrary: arbitrary('terminate', { on: day, kind, reason }), weight: 4 },
    { arbitrary: arbitrary('rehire', { on: day, placement, positionId, pay }), weight: 4 },
  );
};

const hireOf = (employeeId: string): fc.Arbitrary<Command> =>
  fc
    .record({
      employeeId: fc.constant(employeeId),
      on: day,
      personal,
      placement: placement.map((it) => ({ ...it, managerId: '' })),
      positionId,
      pay,
      source: fc.constant(''),
    })
    .map((value) => ({ $case: 'hire', value }));

/** The events of the commands that the rules accept. */
export function acceptedOf(commands: readonly Command[]): readonly Event[] {
  let state = nobody;
  const events: Event[] = [];
  for (const { $case, value } of commands) {
    const answer = employee.decide[$case](value as never, state);
    if (isRefusal(answer)) continue;
    for (const event of answer) state = evolve(employee, state, event);
    events.push(...answer);
  }
  return events;
}

/** One person's events; none is refused by the rules. */
export const eventsOfOne = (employeeId = '0'): fc.Arbitrary<readonly Event[]> =>
  fc
    .tuple(hireOf(employeeId), fc.array(commandOf(employeeId), { minLength: 5, maxLength: 30 }))
    .map(([hire, commands]) => acceptedOf([hire, ...commands]));

export const start = new Date('2016-01-01T00:00:00Z');
/** The instant at which the n-th event of a stream is recorded: two by two together. */
export const instantOf = (version: number): Date =>
  new Date(start.getTime() + Math.floor(version / 2) * 1000);

/** Events as they were recorded. */
export const recorded = (employeeId: string, events: readonly Event[]): readonly Recorded<Event>[] =>
  events.map((event, index) => ({
    event,
    id: employeeId,
    stream: streamOf('people.employee', employeeId),
    position: index + 1,
    version: index + 1,
    schemaVersion: 1,
    recordedAt: instantOf(index + 1),
    commandId: `command-${index}`,
    actor: 'ann',
  }));

/** The document that the staff projection folds events of one person into. */
export const folded = (events: readonly Event[], employeeId = '10026'): StaffMember | undefined =>
  recorded(employeeId, events).reduce<StaffMember | undefined>(
    (document, each) => staff.sources[0]!.evolve[each.event.$case]!(document, each.event.value, each),
    undefined,
  );
