import { LogServiceDefinition, type ReadLogRequest } from '@linchpin/contracts/platform';
import { LogUnavailableError } from '@linchpin/projections';
import { createServer, ServerError, Status } from 'nice-grpc';
import { expect, it, onTestFinished } from 'vitest';
import { openRemoteLog } from './remote-log.js';

/** A service whose log has so many events, and whose readings are cut off after every 1,500 of them, or at once. */
async function startLog(events: number, cutAfter = 1_500) {
  const requests: bigint[] = [];
  const server = createServer();
  const unused = () => Promise.reject(new Error('not asked'));
  server.add(LogServiceDefinition, {
    async *readLog({ fromPosition, toPosition }: ReadLogRequest) {
      requests.push(fromPosition);
      for (let position = fromPosition; position <= toPosition; position += 1n) {
        if (position - fromPosition === BigInt(cutAfter))
          throw new ServerError(Status.UNAVAILABLE, 'cut off');
        yield {
          position,
          stream: 'lab.order/1',
          version: position,
          type: 'linchpin.lab.order.placed.v1',
          recordedAt: new Date(0),
        };
      }
    },
    getLogHead: async () => ({ position: BigInt(events) }),
    findCommit: unused,
    verifyLog: unused,
  });
  const port = await server.listen('127.0.0.1:0');
  const log = openRemoteLog('lab', `127.0.0.1:${port}`, async () => 'token');
  onTestFinished(async () => {
    log.close();
    await server.shutdown();
  });
  return { log, requests };
}

it('goes on behind the last event that it handed on when it is cut off', async () => {
  const { log, requests } = await startLog(4_000);
  const seen: number[] = [];
  for await (const batch of log.read({ from: 1 })) for (const { position } of batch) seen.push(position);
  expect(seen).toEqual(Array.from({ length: 4_000 }, (_, index) => index + 1));
  expect(requests[0]).toBe(1n);
  expect(requests.length).toBeGreaterThan(2);
});

it('names events as the log of their own service does', async () => {
  const { log } = await startLog(1);
  for await (const [event] of log.read({ from: 1, to: 1 }))
    expect(event).toMatchObject({ position: 1, version: 1, type: 'placed', traceparent: undefined });
});

it('is unavailable when it gets nowhere', async () => {
  const { log, requests } = await startLog(10, 0);
  const reading = log.read({ from: 1 })[Symbol.asyncIterator]();
  await expect(reading.next()).rejects.toThrow(LogUnavailableError);
  expect(requests).toHaveLength(5);
});
