import { setTimeout as pause } from 'node:timers/promises';
import {
  type LoggedEvent as LoggedEventMessage,
  LogServiceDefinition,
  ProjectionServiceDefinition,
  type RebuildProgress,
} from '@linchpin/contracts/platform';
import type { LoggedEvent } from '@linchpin/domain';
import type { PublisherStateStore } from '@linchpin/event-bus';
import type { EventStore } from '@linchpin/event-store';
import type { Processes } from '@linchpin/processes';
import type { BuildProgress, BuildResult, Projections } from '@linchpin/projections';
import { requireEverywhere } from './admit.js';
import { type BoundApi, bind } from './bind.js';
import { CallError } from './errors.js';
import { PreviousPositions } from './previous-positions.js';
import { type Enter, processApi } from './process-api.js';

/** What a service tells of itself. */
export interface PlatformParts {
  readonly service: string;
  readonly store: EventStore;
  readonly projections: Projections;
  readonly processes: Processes;
  readonly publications: PublisherStateStore;
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
}: PlatformParts): readonly BoundApi[] {
  const enter: Enter = (request, { scope }, permission) => {
    requireEverywhere(scope, permission);
    if (request.service !== service)
      throw new CallError('WRONG_SERVICE', `This is ${service}, not ${request.service}.`, 'service');
  };

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
        const verdict = await store.log.verify({ signal: context.signal });
        return verdict.ok
          ? {
              intact: true,
              segments: BigInt(verdict.segments),
              commits: BigInt(verdict.commits),
              headHash: verdict.hash,
              finding: '',
            }
          : {
              intact: false,
              segments: 0n,
              commits: 0n,
              headHash: '',
              finding: `The segment at position ${verdict.segment}: ${verdict.reason}${verdict.commitId === undefined ? '' : ` (${verdict.commitId})`}.`,
            };
      },
    },
  });

  const projectionApi = bind(ProjectionServiceDefinition, {
    queries: {
      async listProjections(request, context) {
        enter(request, context, 'platform.projection.read');
        const all = await projections.status();
        return {
          projections: all.map(
            ({ name, servedVersion, version, position, lagEvents, documents, ...rest }) => ({
              name,
              version: servedVersion ?? version,
              position: BigInt(position),
              lagEvents: BigInt(lagEvents),
              documents: BigInt(documents),
              updatedAt: rest.updatedAt,
              collection: rest.collection ?? '',
            }),
          ),
        };
      },
      rebuildProjection(request, context) {
        enter(request, context, 'platform.projection.rebuild');
        return rebuilt(projections, request.name);
      },
    },
  });
  return [logApi, projectionApi, processApi(processes, enter)];
}

/** Progress four times a second, then the result. It goes on when the caller is gone: a build half done helps nobody. */
async function* rebuilt(projections: Projections, name: string): AsyncGenerator<RebuildProgress> {
  let latest: BuildProgress = { events: 0, total: 0 };
  let result: BuildResult | undefined;
  const building = projections
    .rebuild(name, (progress) => {
      latest = progress;
    })
    .then((built) => {
      result = built;
    });
  while (result === undefined) {
    await Promise.race([building, pause(250)]);
    if (result === undefined) yield progressOf(latest);
  }
  const { events, documents, digest, old }: BuildResult = result;
  yield {
    position: BigInt(latest.events),
    head: BigInt(latest.total),
    result: {
      events: BigInt(events),
      documents: BigInt(documents),
      digestBefore: old?.digest ?? '',
      digestAfter: digest,
      equal: old?.equal ?? false,
    },
  };
}

const progressOf = ({ events, total }: BuildProgress): RebuildProgress => ({
  position: BigInt(events),
  head: BigInt(total),
  result: undefined,
});

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
