import { setTimeout as sleep } from 'node:timers/promises';
import type { Projection } from '@linchpin/domain';
import type { EventBus, Subscription } from '@linchpin/event-bus';
import type { Db } from '@linchpin/mongo';
import type { Logger } from 'pino';
import { type BuildProgress, type BuildResult, build } from './build.js';
import { BuildLockedError, UnknownProjectionError } from './errors.js';
import type { LogOf } from './log-reader.js';
import { Projector } from './projector.js';
import { type ProjectionReader, readerOf } from './reader.js';
import { untilDone } from './retry.js';
import { type Comparison, compare, rollBack, type Switched, switchOver } from './side-by-side.js';
import { type ProjectionStatus, statusOf } from './status.js';
import { type ProjectionVerdict, verifyProjection } from './verify-projection.js';
import { type WaitOptions, waitForCommit, waitForPosition } from './visibility.js';

/** How often it is looked whether another process has switched, in milliseconds. */
const switchCheck = 1_000;

/** How often, while nothing arrives, a projection is compared with the heads of its logs, in milliseconds. */
const idleCheck = 5_000;

export interface ProjectionsOptions {
  readonly db: Db;
  /** For instance `people`; its projections share the consumer group `linchpin.people.projections`. */
  readonly service: string;
  // biome-ignore lint/suspicious/noExplicitAny: a service's projections have documents of many types
  readonly projections: readonly Projection<any>[];
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly logOf: LogOf;
  readonly log: Logger;
  /** Called when the bus has ended the subscription by an error: the process must end. */
  readonly onCrash: (error: Error) => void;
  /** Default `linchpin.<service>.projections`. */
  readonly groupId?: string | undefined;
}

/** The read models of a service. */
export interface Projections {
  /** Subscribes, and builds in the background what is new or has a raised version. The topics must exist. */
  start(): Promise<void>;
  /** Resolves when every build that `start` began has ended, well or not. */
  ready(): Promise<void>;
  /** Ends after the transaction under way. */
  stop(): Promise<void>;
  reader<Document>(projection: Projection<Document>): ProjectionReader<Document>;
  /** Waits until a commit is visible. At once when the projection does not read its aggregate. @throws {NotYetVisibleError} */
  waitForCommit(projection: string, commitId: string, options: WaitOptions): Promise<void>;
  /** Waits until the event of a stream at a position is visible. @throws {NotYetVisibleError} */
  waitForPosition(projection: string, stream: string, position: number, options: WaitOptions): Promise<void>;
  status(): Promise<readonly ProjectionStatus[]>;
  /** The projections that have failed, and why. Any: the process is not healthy. */
  failures(): readonly { readonly name: string; readonly reason: string }[];
  /** Builds it from the first event beside the one in use, compares, and switches. @throws {BuildLockedError} {@link SupersededError} */
  rebuild(projection: string, onProgress?: (progress: BuildProgress) => void): Promise<BuildResult>;
  /**
   * Builds it beside the one in use and leaves that one in use, until {@link switchOver}. What was built beside before is
   * forgotten.
   */
  buildBeside(projection: string, onProgress?: (progress: BuildProgress) => void): Promise<BuildResult>;
  /** Brings the one built beside to where the one in use stands, and compares the two. @throws {NoneKeptError} */
  compare(projection: string): Promise<Comparison>;
  /** Brings the one built beside to the end of the logs, and takes it into use. @throws {NoneKeptError} {@link OtherVersionError} */
  switchOver(projection: string): Promise<Switched>;
  /** Brings the one in use before to the end of the logs, and takes it into use again. @throws {NoneKeptError} {@link OtherVersionError} */
  rollBack(projection: string): Promise<Switched>;
  /** Compares the documents with a fold of the logs. */
  verify(projection: string): Promise<ProjectionVerdict>;
}

/** Opens the read models of a service; {@link Projections.start} sets them going. */
export function openProjections(options: ProjectionsOptions): Projections {
  const { db, logOf, log, bus, service, groupId = `linchpin.${service}.projections` } = options;
  const stopping = new AbortController();
  const projectors = new Map(
    options.projections.map((each) => [
      each.name,
      new Projector(each, { db, logOf, log, stop: stopping.signal }),
    ]),
  );
  const all = [...projectors.values()];
  const background = new Set<Promise<void>>();
  let subscription: Subscription | undefined;
  let checking: NodeJS.Timeout | undefined;
  let started: Promise<unknown> = Promise.resolve();

  const find = (name: string): Projector => {
    const found = projectors.get(name);
    if (found === undefined) throw new UnknownProjectionError(name, [...projectors.keys()]);
    return found;
  };

  const partsOf = ({ projection }: Projector) => ({ db, projection, logOf, log, signal: stopping.signal });
  const buildOf = (projector: Projector, onProgress?: (progress: BuildProgress) => void, beside?: boolean) =>
    build({ ...partsOf(projector), onProgress, beside });

  /** Changes which collection is in use, and follows it. */
  const changing = async <Result>(
    name: string,
    change: (projector: Projector) => Promise<Result>,
  ): Promise<Result> => {
    const projector = find(name);
    const result = await change(projector);
    if (projector.state === 'failed' || projector.state === 'superseded')
      Object.assign(projector, { state: 'running', reason: undefined });
    await projector.catchUp();
    return result;
  };

  /** Runs work of one projection; its failure is that projection's, not the others'. */
  const contain = async (projector: Projector, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!stopping.signal.aborted) projector.fail(error);
    }
  };

  /** Builds until the version in use is this process's or a later one, here or in another process. */
  const bringUp = async (projector: Projector): Promise<void> => {
    const { version, name } = projector.projection;
    projector.state = 'building';
    for (;;) {
      stopping.signal.throwIfAborted();
      const meta = await projector.refresh();
      if (meta !== undefined && meta.version > version) return projector.supersede(meta);
      if (meta?.version === version) break;
      log.info(
        { projection: name, version, from: meta?.version },
        'building the projection from the first event',
      );
      try {
        const { events, documents, tookMs } = await buildOf(projector);
        log.info({ projection: name, version, events, documents, tookMs }, 'built and switched');
      } catch (error) {
        if (!(error instanceof BuildLockedError)) throw error;
        await sleep(500, undefined, { signal: stopping.signal });
      }
    }
    await projector.catchUp();
    projector.state = 'running';
    await projector.catchUp();
  };

  const patiently = (work: () => Promise<void>): Promise<void> =>
    untilDone(
      work,
      () => stopping.signal.throwIfAborted(),
      (error) => log.warn({ err: error }, 'MongoDB or a log is in the way; trying again'),
    );

  const inBackground = (work: Promise<void>): Promise<void> => {
    background.add(work);
    return work.finally(() => background.delete(work));
  };

  const checkIdle = async (): Promise<void> => {
    for (const projector of all)
      if (projector.state === 'running' && Date.now() - projector.appliedAt >= idleCheck)
        await contain(projector, () => patiently(() => projector.catchUp()));
    if (!stopping.signal.aborted) scheduleCheck();
  };
  /** So that what is read here is never of a collection that is long out of use. */
  const watchSwitches = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sleep(switchCheck, undefined, { signal: stopping.signal });
      try {
        await Promise.all(all.map((projector) => projector.refresh()));
      } catch (error) {
        log.warn({ err: error }, 'which collections are in use could not be read; trying again');
      }
    }
  };
  const scheduleCheck = (): void => {
    checking = setTimeout(() => void inBackground(checkIdle()), idleCheck);
  };

  return {
    async start() {
      await Promise.all(all.map((projector) => projector.refresh()));
      started = Promise.all(
        all.map((projector) => inBackground(contain(projector, () => patiently(() => bringUp(projector))))),
      );
      const aggregates = new Set(
        all.flatMap(({ projection }) => projection.sources.map(({ source }) => source.name)),
      );
      if (aggregates.size > 0)
        subscription = await bus.subscribe({
          groupId,
          aggregates: [...aggregates],
          onCrash: options.onCrash,
          async onBatches(batches, control) {
            await Promise.all(
              all.map(async (projector) => {
                try {
                  await projector.deliver(batches, control);
                } catch (error) {
                  // Lost partitions and a stop are for the bus to see; everything else is this projection's failure.
                  if (stopping.signal.aborted || !control.isCurrent()) throw error;
                  projector.fail(error);
                }
              }),
            );
          },
        });
      scheduleCheck();
      // It ends by the stop alone.
      void inBackground(watchSwitches().catch(() => {}));
    },
    async ready() {
      await started;
    },
    async stop() {
      clearTimeout(checking);
      const left = subscription?.close();
      stopping.abort(new Error(`the projections of ${service} are being stopped`));
      await left;
      await Promise.all(background);
      for (const projector of all) if (projector.state !== 'failed') projector.state = 'stopped';
    },
    reader: (projection) => readerOf(db, find(projection.name)),
    waitForCommit: (name, commitId, wait) =>
      waitForCommit({ db, projector: find(name), logOf }, commitId, wait),
    waitForPosition: (name, stream, position, wait) =>
      waitForPosition({ db, projector: find(name) }, stream, position, wait),
    status: () => Promise.all(all.map((projector) => statusOf(db, logOf, projector))),
    failures: () =>
      all
        .filter(({ state }) => state === 'failed')
        .map(({ projection, reason = '' }) => ({ name: projection.name, reason })),
    rebuild: (name, onProgress) =>
      changing(name, async (projector) => {
        if (projector.state === 'running') await projector.catchUp();
        return buildOf(projector, onProgress);
      }),
    buildBeside: (name, onProgress) => buildOf(find(name), onProgress, true),
    async compare(name) {
      const projector = find(name);
      if (projector.state === 'running') await projector.catchUp();
      return compare(partsOf(projector));
    },
    switchOver: (name) => changing(name, (projector) => switchOver(partsOf(projector))),
    rollBack: (name) => changing(name, (projector) => rollBack(partsOf(projector))),
    verify: (name) => verifyProjection(find(name).projection, { db, logOf }),
  };
}
