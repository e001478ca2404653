import { setTimeout as pause } from 'node:timers/promises';
import { type LoggedEvent as LoggedEventMessage, LogServiceDefinition } from '@linchpin/contracts/platform';
import type { LoggedEvent } from '@linchpin/domain';
import type { PublisherStateStore } from '@linchpin/event-bus';
import type { EventStore } from '@linchpin/event-store';
import type { Processes } from '@linchpin/processes';
import type { Projections } from '@linchpin/projections';
import type { NoteSigner } from '@linchpin/tlog';
import { type BoundApi, bind } from './bind.js';
import { entry } from './entry.js';
import { openOwnCheckpoint } from './own-checkpoint.js';
import { PreviousPositions } from './previous-positions.js';
import { processApi } from './process-api.js';
import { projectionApi } from './projection-api.js';

/** What a service tells of itself. */
export interface PlatformParts {
  readonly service: string;
  readonly store: EventStore;
  readonly projections: Projections;
  readonly processes: Processes;
  readonly publications: PublisherStateStore;
  /** Whose checkpoints count when the log is verified. */
  readonly signer: NoteSigner | undefined;
}

/** How often an open reading looks for more, in milliseconds. */
const followMs = 100;

/** The services of the platform that every service has: its log, its projections, its processes. */
export function platformApis({
  service,
  store,
  projections,
  processes,
  publications,
  signer,
}: PlatformParts): readonly BoundApi[] {
  const enter = entry(service);

  const logApi = bind(LogServiceDefinition, {
    queries: {
      async *readLog(request, context) {
        enter(request, context, 'platform.log.read');
        const { signal } = context;
        const until = request.toPosition === 0n ? undefined : Number(request.toPosition);
        const aggregates = request.aggregates.length === 0 ? undefined : request.aggregates;
        let from = Number(request.fromPosition);
        const previous = new PreviousPositions(store.log, from);
        for (;;) {
          const to = Math.min(until ?? Number.POSITIVE_INFINITY, await store.log.head());
          if (to >= from)
            for await (const batch of store.log.read({ from, to, aggregates, signal }))
              for (const event of batch) yield messageOf(event, await previous.before(event));
          from = Math.max(from, to + 1);
          if (!request.follow || from > (until ?? Number.POSITIVE_INFINITY)) return;
          await pause(followMs, undefined, { signal });
        }
      },
      async getLogHead(request, context) {
        enter(request, context, 'platform.log.read');
        const [position, published] = await Promise.all([store.log.head(), publications.load()]);
        return { position: BigInt(position), publishedPosition: BigInt(published?.position ?? 0) };
      },
      async findCommit(request, context) {
        enter(request, context, 'platform.log.read');
        const found = await store.log.positionOf(request.commitId);
        return { firstPosition: BigInt(found?.first ?? 0), lastPosition: BigInt(found?.last ?? 0) };
      },
      async verifyLog(request, context) {
        enter(request, context, 'platform.log.read');
        const checkpoints = request.checkpoints.map((note) => openOwnCheckpoint(note, signer));
        const verdict = await store.log.verify({ checkpoints, signal: context.signal });
        const found = verdict.ok
          ? { segments: verdict.segments, commits: verdict.commits, position: 0 }
          : { segments: 0, commits: 0, position: verdict.position };
        return {
          intact: verdict.ok,
          segments: BigInt(found.segments),
          commits: BigInt(found.commits),
          headHash: verdict.ok ? verdict.hash : '',
          rootHash: verdict.ok ? verdict.root : '',
          firstBadPosition: BigInt(found.position),
          finding: verdict.ok
            ? ''
            : `Position ${verdict.position}${verdict.commitId === undefined ? '' : `, the commit ${verdict.commitId}`}: ${verdict.reason}.`,
        };
      },
    },
  });
  return [logApi, projectionApi(service, projections), processApi(service, processes)];
}

const messageOf = (event: LoggedEvent, previous: number): LoggedEventMessage => ({
  position: BigInt(event.position),
  stream: event.stream,
  version: BigInt(event.version),
  type: `linchpin.${event.stream.slice(0, event.stream.indexOf('/'))}.${event.type}.v1`,
  schemaVersion: event.schemaVersion,
  recordedAt: event.recordedAt,
  commandId: event.commandId,
  actor: event.actor,
  traceparent: event.traceparent ?? '',
  data: Buffer.from(event.data),
  previous: BigInt(previous),
});
