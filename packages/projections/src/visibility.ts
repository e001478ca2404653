import type { Db } from '@linchpin/mongo';
import { NotYetVisibleError } from './errors.js';
import { type LogOf, serviceOf } from './log-reader.js';
import { partitionOfStream } from './partitions.js';
import type { Projector } from './projector.js';
import { checkpointsIn } from './storage.js';

const firstPause = 5;
const longestPause = 25;

/** How long a read may wait. */
export interface WaitOptions {
  readonly deadline: Date;
  readonly signal?: AbortSignal | undefined;
}

/** Waits until a projection has applied an event, by its stream and position. */
export async function waitForPosition(
  { db, projector }: { db: Db; projector: Projector },
  stream: string,
  position: number,
  options: WaitOptions,
): Promise<void> {
  const partition = partitionOfStream(stream);
  const what = `the event of ${stream} at position ${position}`;
  await poll(projector, what, options, async () => {
    const meta = await projector.refresh();
    if (meta === undefined) return undefined;
    if (projector.appliedUpTo(meta.collection, partition) >= position) return true;
    const checkpoint = await checkpointsIn(db).findOne({ _id: `${meta.collection}|${partition}` });
    return (checkpoint?.position ?? 0) >= position ? true : undefined;
  });
}

/** Waits until a projection has applied a commit, by its id, first for its positions in the log. */
export async function waitForCommit(
  { db, projector, logOf }: { db: Db; projector: Projector; logOf: LogOf },
  commitId: string,
  options: WaitOptions,
): Promise<void> {
  const stream = commitId.slice(0, commitId.lastIndexOf('@'));
  const aggregate = stream.slice(0, stream.indexOf('/'));
  if (!projector.projection.sources.some(({ source }) => source.name === aggregate)) return;
  const log = logOf(serviceOf(aggregate));
  const { last } = await poll(projector, `the commit ${commitId}`, options, () => log.positionOf(commitId));
  await waitForPosition({ db, projector }, stream, last, options);
}

/** Looks again when this process applies something, and from time to time, as another process may be the one that does. */
async function poll<T>(
  projector: Projector,
  what: string,
  { deadline, signal }: WaitOptions,
  look: () => Promise<T | undefined>,
): Promise<T> {
  for (let pause = firstPause; ; pause = Math.min(pause * 1.5, longestPause)) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() + pause >= deadline.getTime())
      throw new NotYetVisibleError(projector.projection.name, what);
    await projector.progress.next(pause, signal);
  }
}
