import type { LoggedEvent, Projection, ReactionContext, Read } from '@linchpin/domain';
import { aggregateOf } from '@linchpin/event-bus';
import type { ProjectionReader, Projections } from '@linchpin/projections';

/** The projections that reactions read. */
export type ReadableProjections = Pick<Projections, 'reader' | 'waitForPosition'>;

/** The most documents that a reaction gets at once. */
const mostFound = 10_000;
/** How long a projection may take to come to the event, before it is asked again, in milliseconds. */
const visibleWithin = 1_000;

/** What a reaction to an event, or to a timer, may look at. */
export function contextFor(
  projections: ReadableProjections,
  event: LoggedEvent | undefined,
  signal: AbortSignal,
): ReactionContext {
  const current = async <Document>(projection: Projection<Document>): Promise<ProjectionReader<Document>> => {
    const { name, sources } = projection;
    if (event !== undefined && sources.some(({ source }) => source.name === aggregateOf(event.stream))) {
      const deadline = new Date(Date.now() + visibleWithin);
      await projections.waitForPosition(name, event.stream, event.position, { deadline, signal });
    }
    return projections.reader(projection);
  };
  return {
    async get(projection, key) {
      const found = await (await current(projection)).findOne({ _id: key } as never);
      return (found as Read<never> | null) ?? undefined;
    },
    async find(projection, where) {
      const reader = await current(projection);
      const found = await reader.find(where as never, { sort: { _id: 1 }, limit: mostFound + 1 }).toArray();
      if (found.length > mostFound)
        throw new RangeError(
          `${projection.name} has more than ${mostFound} documents like that; ask for fewer.`,
        );
      return found as unknown as readonly Read<never>[];
    },
  };
}
