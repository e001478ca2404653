import { setTimeout as pause } from 'node:timers/promises';
import { ProjectionServiceDefinition, type RebuildProgress } from '@linchpin/contracts/platform';
import type { BuildProgress, BuildResult, Projections, Switched } from '@linchpin/projections';
import { type BoundApi, bind } from './bind.js';
import { entry } from './entry.js';

/** What a service tells of its projections, and does to them. */
export function projectionApi(service: string, projections: Projections): BoundApi {
  const enter = entry(service);
  return bind(ProjectionServiceDefinition, {
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
        return built((onProgress) => projections.rebuild(request.name, onProgress));
      },
      buildProjection(request, context) {
        enter(request, context, 'platform.projection.rebuild');
        return built((onProgress) => projections.buildBeside(request.name, onProgress));
      },
      async compareProjection(request, context) {
        enter(request, context, 'platform.projection.rebuild');
        const { position, ...found } = await projections.compare(request.name);
        return { ...found, position: BigInt(position) };
      },
      async switchProjection(request, context) {
        enter(request, context, 'platform.projection.rebuild');
        return switchedOf(await projections.switchOver(request.name));
      },
      async rollBackProjection(request, context) {
        enter(request, context, 'platform.projection.rebuild');
        return switchedOf(await projections.rollBack(request.name));
      },
    },
  });
}

const switchedOf = ({ used, previous, caughtUp }: Switched) => ({
  used,
  previous,
  caughtUp: BigInt(caughtUp),
});

/** Progress four times a second, then the result. It goes on when the caller is gone: a build half done helps nobody. */
async function* built(
  build: (onProgress: (progress: BuildProgress) => void) => Promise<BuildResult>,
): AsyncGenerator<RebuildProgress> {
  let latest: BuildProgress = { events: 0, total: 0 };
  let result: BuildResult | undefined;
  const building = build((progress) => {
    latest = progress;
  }).then((done) => {
    result = done;
  });
  while (result === undefined) {
    await Promise.race([building, pause(250)]);
    if (result === undefined) yield progressOf(latest);
  }
  const { events, documents, digest, old }: BuildResult = result;
  yield {
    ...progressOf(latest),
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
