import { EmployeeEvent, type Fact } from '@linchpin/contracts/people';
import type { Collection } from '@linchpin/mongo';
import type { RecordedFact } from './history.projection.js';

/** Every fact about one person that had been recorded by an instant, in the order of recording. */
export async function factsAbout(
  history: Collection<RecordedFact>,
  employeeId: string,
  instant: Date,
): Promise<Fact[]> {
  const found = await history
    .find({ employeeId, recordedAt: { $lte: instant } })
    .sort({ version: 1 })
    .toArray();
  return found.map(({ version, recordedAt, recordedBy, event }) => ({
    version: BigInt(version),
    recordedAt,
    recordedBy,
    event: EmployeeEvent.fromJSON(event),
  }));
}
