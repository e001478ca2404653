import { EmployeeEvent } from '@linchpin/contracts/people';
import { defineProjection, fold, type Recorded } from '@linchpin/domain';
import { employee } from './employee.js';

/** One recorded fact about one person. */
export interface RecordedFact {
  readonly _id: string;
  readonly employeeId: string;
  readonly version: number;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  /** The contract's EmployeeEvent in its JSON form. */
  readonly event: unknown;
}

type Event = NonNullable<EmployeeEvent['event']>;

const factOf = (
  _: unknown,
  __: unknown,
  { id, stream, version, recordedAt, actor, event }: Recorded<Event>,
): RecordedFact => ({
  _id: `${stream}@${version}`,
  employeeId: id,
  version,
  recordedAt,
  recordedBy: actor,
  event: EmployeeEvent.toJSON({ event }),
});

/** Every fact about every person, in the order of recording. */
export const history = defineProjection<RecordedFact>({
  name: 'people.history',
  version: 1,
  sources: [
    fold<RecordedFact>()(employee, {
      key: ({ stream, version }) => `${stream}@${version}`,
      evolve: {
        hired: factOf,
        personalDetailsCorrected: factOf,
        transferred: factOf,
        positionChanged: factOf,
        payChanged: factOf,
        leaveStarted: factOf,
        leaveEnded: factOf,
        terminated: factOf,
        rehired: factOf,
      },
    }),
  ],
  indexes: [{ employeeId: 1, version: 1 }],
});
