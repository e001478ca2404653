import { LogServiceDefinition, ProjectionServiceDefinition } from '@linchpin/contracts/platform';
import { createBus } from '@linchpin/event-bus';
import { type Commit, openEventStore, streamOfCommit } from '@linchpin/event-store';
import { connect as connectMongodb } from '@linchpin/mongo';
import { connect, disconnect } from '@linchpin/service-kit';
import { pino } from 'pino';
import type { Acknowledged } from './load.js';
import type { Rig } from './rig.js';

/** What a check found: sentences, none when all holds. */
export type Findings = readonly string[];

const service = 'people';
const aggregates = ['people.site', 'people.employee', 'people.department', 'people.position'];

/** Looks for acknowledged commands that are lost or applied twice, and for gaps in streams. */
export async function verifyStreams(rig: Rig, acknowledged: readonly Acknowledged[]): Promise<Findings> {
  const client = await connectMongodb(rig.mongodbUrl, { appName: 'faults' });
  const findings: string[] = [];
  const found = new Map<string, number>();
  const lengths = new Map<string, number>();
  const commits = client.db(`linchpin_${service}`).collection<Commit>('commits').find().sort({ _id: 1 });
  for await (const { _id, cmd, v, ev } of commits) {
    const stream = streamOfCommit(_id);
    const length = lengths.get(stream) ?? 0;
    if (v !== length + 1) findings.push(`${_id} begins at version ${v}, after ${length}`);
    lengths.set(stream, v + ev.length - 1);
    const key = `${stream} ${cmd}`;
    if (found.has(key)) findings.push(`${key} was applied twice`);
    found.set(key, v + ev.length - 1);
  }
  for (const { stream, commandId, version } of acknowledged) {
    const at = found.get(`${stream} ${commandId}`);
    if (at !== version)
      findings.push(`${stream} ${commandId} was acknowledged at ${version}; found at ${at}`);
  }
  await client.close();
  return findings;
}

/** Verifies the hash chain, and that every projection equals a fold of the log. */
export async function verifyService({ peopleAddress, token }: Rig): Promise<Findings> {
  const findings: string[] = [];
  const log = connect(LogServiceDefinition, peopleAddress, { token });
  const { intact, finding } = await log.verifyLog({ service });
  if (!intact) findings.push(`the log: ${finding}`);
  const client = connect(ProjectionServiceDefinition, peopleAddress, { token });
  const { projections } = await client.listProjections({ service });
  for (const { name } of projections)
    for await (const { result } of client.rebuildProjection({ service, name }))
      if (result?.equal === false) findings.push(`${name} differs from a fold of the log`);
  disconnect(log);
  disconnect(client);
  return findings;
}

/** Compares the topics with the log. */
export async function verifyTopics(rig: Rig): Promise<Findings> {
  const log = pino({ level: 'error' });
  const client = await connectMongodb(rig.mongodbUrl, { appName: 'faults' });
  const store = await openEventStore({ db: client.db(`linchpin_${service}`), service, log });
  const bus = createBus({ brokers: rig.kafkaBrokers.split(','), clientId: 'faults', log });
  const { problems } = await bus.verify({ aggregates, log: store.log.read({ from: 1 }) });
  await bus.close();
  await store.close();
  await client.close();
  return problems;
}
