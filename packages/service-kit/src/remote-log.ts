import { setTimeout as pause } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { type LoggedEvent as LoggedEventMessage, LogServiceDefinition } from '@linchpin/contracts/platform';
import type { LoggedEvent } from '@linchpin/domain';
import { type LogReader, LogUnavailableError } from '@linchpin/projections';
import { connect, disconnect } from './client.js';
import { ServiceError } from './errors.js';

/** The most events handed on at once. */
const batchSize = 1_000;
/** How often a reading that was cut off is taken up again without getting anywhere, before its caller has to. */
const attempts = 5;
/** How long an answer that is no stream may take, in milliseconds. */
const deadline = 5_000;

/** Statuses that say nothing about the request: the same again may succeed. */
const passing: readonly number[] = [
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
  status.RESOURCE_EXHAUSTED,
  status.UNAUTHENTICATED,
];

/** The log of another service, and the end of the connection to it. */
export interface RemoteLog extends LogReader {
  close(): void;
}

/**
 * Reads the log of another service through its contract. A reading that is cut off goes on behind the last event it
 * got, so that nothing is left out or handed on twice.
 * @param token gives the token to call with; it must hold `platform.log.read` at every site
 * @throws {LogUnavailableError} from each method, when the service does not answer, or does not take the token for now
 */
export function openRemoteLog(service: string, address: string, token: () => Promise<string>): RemoteLog {
  const client = connect(LogServiceDefinition, address);
  const caller = async () => ({ caller: { token: await token() } });
  const asked = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await ask();
    } catch (error) {
      throw isPassing(error) ? new LogUnavailableError(service, error) : error;
    }
  };
  const head = (): Promise<number> =>
    asked(async () =>
      Number((await client.getLogHead({ service }, { deadline, ...(await caller()) })).position),
    );

  async function* read({ from, to, aggregates = [], signal }: Parameters<LogReader['read']>[0]) {
    const last = to ?? (await head());
    let next = from;
    for (let failures = 0; next <= last; ) {
      try {
        const request = { service, fromPosition: BigInt(next), toPosition: BigInt(last), follow: false };
        const events = client.readLog(
          { ...request, aggregates: [...aggregates] },
          { ...(await caller()), ...(signal && { signal }) },
        );
        for await (const batch of batched(events)) {
          yield batch;
          failures = 0;
          next = batch.at(-1)!.position + 1;
        }
        return;
      } catch (error) {
        signal?.throwIfAborted();
        if (!isPassing(error)) throw error;
        failures += 1;
        if (failures >= attempts) throw new LogUnavailableError(service, error);
        await pause(50 * 2 ** failures, undefined, { signal });
      }
    }
  }

  return {
    head,
    read,
    positionOf: (commitId) =>
      asked(async () => {
        const found = await client.findCommit({ service, commitId }, { deadline, ...(await caller()) });
        return found.firstPosition === 0n
          ? undefined
          : { first: Number(found.firstPosition), last: Number(found.lastPosition) };
      }),
    close: () => disconnect(client),
  };
}

const isPassing = (error: unknown): boolean =>
  error instanceof ServiceError && passing.includes(error.grpcStatus);

async function* batched(messages: AsyncIterable<LoggedEventMessage>): AsyncGenerator<LoggedEvent[]> {
  let batch: LoggedEvent[] = [];
  for await (const message of messages) {
    batch.push(eventOf(message));
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const eventOf = ({ position, version, type, recordedAt, traceparent, ...rest }: LoggedEventMessage) => ({
  position: Number(position),
  stream: rest.stream,
  version: Number(version),
  type: type.split('.').at(-2)!,
  schemaVersion: rest.schemaVersion,
  recordedAt: recordedAt!,
  commandId: rest.commandId,
  actor: rest.actor,
  traceparent: traceparent === '' ? undefined : traceparent,
  data: rest.data,
});
