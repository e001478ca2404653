import type { LoggedEvent } from '@linchpin/domain';
import { type Collection, type Db, isDuplicateKey, isHistoryLost, type Timestamp } from '@linchpin/mongo';
import { type Logger, pino } from 'pino';
import type { Commit } from './commit.js';
import { CommitFeed } from './commit-feed.js';
import { Delivery } from './delivery.js';
import { NotLeadingError, StaleLeaderError } from './errors.js';
import { createIndexes } from './indexes.js';
import { Lease } from './lease.js';
import { commitsOf, sealedAmong, unsealedCommits } from './recovery.js';
import {
  endAfter,
  eventsOfSegment,
  type LogEnd,
  lastSegment,
  type Segment,
  segmentOf,
  segmentsOf,
} from './segment.js';

/** What a sequencer needs. */
export interface SequencerOptions {
  /** The service's own database. */
  readonly db: Db;
  /** For instance `people`; names the log in messages. */
  readonly service: string;
  /**
   * Called on the leader with each sealed run of events, in order, one call at a time; it is called again with the
   * same events until it succeeds. While it lags or fails, sealing goes on.
   */
  readonly onSegment?: ((segment: SealedRun, events: LoggedEvent[]) => Promise<void>) | undefined;
  /** The position from which a new leader calls `onSegment`. Default: after the last segment that is there. */
  readonly deliverFrom?: (() => Promise<number>) | undefined;
  readonly log?: Logger | undefined;
  /** How long the lease outlives a leader that is gone, in milliseconds. Default 5,000. */
  readonly leaseMs?: number | undefined;
}

/** The positions of a run of events. */
export interface SealedRun {
  readonly first: number;
  readonly last: number;
}

/** What a sequencer has done since it was started. */
export interface SequencerStatus {
  readonly leader: boolean;
  /** The position of the last event it knows to be sealed. */
  readonly head: number;
  readonly segments: number;
  readonly takeovers: number;
  /** How often it found another one sealing. */
  readonly steppedDown: number;
  /** How often the change stream could not be resumed. */
  readonly tokensLost: number;
  /** Commits that it sealed from the collection, not from the change stream. */
  readonly recovered: number;
}

/** A running sequencer. */
export interface Sequencer {
  status(): SequencerStatus;
  /**
   * Lets the call of `onSegment` under way finish, does something, and goes on from where `deliverFrom` then says.
   * Sealing goes on meanwhile.
   * @throws {NotLeadingError} when another process leads
   */
  redeliver(prepare: () => Promise<void>): Promise<void>;
  /** Finishes what is being sealed and lets another one lead. */
  stop(): Promise<void>;
}

const largestSegment = 1000;

/**
 * Puts the commits of a service in one order after they are durable: the leader follows a change stream and seals what
 * it brings in segments with contiguous positions. Start one in every process of the service; one of them leads.
 */
export async function startSequencer(options: SequencerOptions): Promise<Sequencer> {
  await createIndexes(options.db);
  return new RunningSequencer(options);
}

class RunningSequencer implements Sequencer {
  readonly #db: Db;
  readonly #segments: Collection<Segment>;
  readonly #lease: Lease;
  readonly #leaseMs: number;
  readonly #log: Logger;
  readonly #options: SequencerOptions;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  readonly #count = { segments: 0, takeovers: 0, steppedDown: 0, tokensLost: 0, recovered: 0 };
  #leader = false;
  #tokenLost = false;
  #end: LogEnd = endAfter(null);
  #recoveredUntil: Timestamp | undefined;
  #delivery: Delivery | undefined;

  constructor(options: SequencerOptions) {
    this.#options = options;
    this.#db = options.db;
    this.#segments = segmentsOf(options.db);
    this.#leaseMs = options.leaseMs ?? 5000;
    this.#lease = new Lease(options.db, 'sequencer', this.#leaseMs);
    this.#log = (options.log ?? pino({ level: 'warn' })).child({
      part: 'sequencer',
      service: options.service,
    });
    this.#running = this.#run();
  }

  status(): SequencerStatus {
    return { leader: this.#leader, head: this.#end.next - 1, ...this.#count };
  }

  async redeliver(prepare: () => Promise<void>): Promise<void> {
    const delivery = this.#delivery;
    if (delivery === undefined || !this.#leader) throw new NotLeadingError(this.#options.service);
    await delivery.stop();
    try {
      await prepare();
    } finally {
      if (this.#delivery === delivery) await this.#startDelivery();
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        if (await this.#lease.take()) await this.#lead();
        else await this.#pause(this.#leaseMs / 3);
      } catch (error) {
        if (this.#stopping.signal.aborted) break;
        this.#noteLostToken(error);
        if (error instanceof StaleLeaderError) {
          this.#count.steppedDown++;
          this.#log.warn(error.message);
        } else this.#log.error({ err: error }, 'sealing was interrupted; it is taken up again');
        await this.#pause(Math.min(1000, this.#leaseMs / 3));
      }
    }
  }

  async #lead(): Promise<void> {
    this.#count.takeovers++;
    const last = await lastSegment(this.#segments);
    this.#end = endAfter(last);
    this.#recoveredUntil = last?.recoveredUntil;
    await this.#startDelivery();
    const feed = await this.#openFeed(last);
    this.#leader = true;
    this.#delivery?.sealedUpTo(this.#end.next - 1);
    try {
      await this.#follow(feed);
    } finally {
      this.#leader = false;
      await this.#delivery?.stop();
      this.#delivery = undefined;
      await feed
        .close()
        .catch((error: unknown) =>
          this.#log.warn({ err: error }, 'the change stream was not closed cleanly'),
        );
      if (this.#stopping.signal.aborted) await this.#lease.release();
    }
  }

  async #startDelivery(): Promise<void> {
    const { onSegment, deliverFrom } = this.#options;
    if (onSegment === undefined) return;
    const from = (await deliverFrom?.()) ?? this.#end.next;
    this.#delivery = new Delivery(this.#db, onSegment, from, this.#log);
    if (this.#leader) this.#delivery.sealedUpTo(this.#end.next - 1);
  }

  async #follow(feed: CommitFeed): Promise<void> {
    let renewAt = Date.now() + this.#leaseMs / 3;
    while (!this.#stopping.signal.aborted) {
      const batch = await feed.next();
      const fresh = await this.#withoutRecovered(batch.commits);
      for (let from = 0; from < fresh.length; from += largestSegment) {
        const run = fresh.slice(from, from + largestSegment);
        await this.#seal(
          run.map(({ commit }) => commit),
          { resumeToken: run.at(-1)!.token },
        );
      }
      if (Date.now() < renewAt) continue;
      renewAt = Date.now() + this.#leaseMs / 3;
      const bookmark = { next: this.#end.next, resumeToken: batch.resumeToken };
      if (!(await this.#lease.take(this.#recoveredUntil ? undefined : bookmark)))
        throw new StaleLeaderError(this.#end.next);
    }
  }

  /** Resumes where the log ends; where that is not possible, seals first what no segment holds. */
  async #openFeed(last: Segment | null): Promise<CommitFeed> {
    const patience = Math.min(500, this.#leaseMs / 4);
    const bookmark = await this.#lease.bookmark();
    const token = bookmark?.next === this.#end.next ? bookmark.resumeToken : last?.resumeToken;
    if (token !== undefined && !this.#tokenLost) {
      try {
        return await CommitFeed.open(this.#db, token, patience);
      } catch (error) {
        this.#noteLostToken(error);
        if (!this.#tokenLost) throw error;
      }
    }
    const feed = await CommitFeed.open(this.#db, undefined, patience);
    try {
      await this.#recover(feed);
      this.#tokenLost = false;
      return feed;
    } catch (error) {
      await feed.close();
      throw error;
    }
  }

  /** MongoDB says so when the stream is opened or, as it may look late, when it is first read. */
  #noteLostToken(error: unknown): void {
    if (!isHistoryLost(error) || this.#tokenLost) return;
    this.#tokenLost = true;
    this.#count.tokensLost++;
    this.#log.error(
      { err: error },
      'the oplog no longer reaches back to the end of the log: recovering from commits',
    );
  }

  /** Only the last segment of a recovery has a resume token: if it is interrupted, the next leader recovers again. */
  async #recover(feed: CommitFeed): Promise<void> {
    const opened = await this.#now();
    const ids = await unsealedCommits(this.#db, this.#segments, opened, this.#stopping.signal);
    this.#recoveredUntil = await this.#now();
    if (ids.length === 0) return;
    this.#count.recovered += ids.length;
    this.#log.warn(
      { commits: ids.length, after: this.#end.next - 1 },
      'sealing commits that no segment holds',
    );
    for (let from = 0; from < ids.length; from += largestSegment) {
      this.#stopping.signal.throwIfAborted();
      const commits = await commitsOf(this.#db, ids.slice(from, from + largestSegment));
      const complete = from + largestSegment >= ids.length && feed.start !== undefined;
      await this.#seal(commits as Commit[], complete ? { resumeToken: feed.start! } : {});
      if (!(await this.#lease.take())) throw new StaleLeaderError(this.#end.next);
    }
  }

  /** The time of the latest operation in MongoDB. */
  async #now(): Promise<Timestamp> {
    return (await this.#db.command({ ping: 1 })).operationTime;
  }

  async #withoutRecovered<C extends { commit: Commit; at: Timestamp }>(
    commits: readonly C[],
  ): Promise<readonly C[]> {
    if (this.#recoveredUntil === undefined || commits.length === 0) return commits;
    const sealed = await sealedAmong(
      this.#segments,
      commits.map(({ commit }) => commit._id),
    );
    if (commits.at(-1)!.at.greaterThan(this.#recoveredUntil)) this.#recoveredUntil = undefined;
    return commits.filter(({ commit }) => !sealed.has(commit._id));
  }

  /** @throws {StaleLeaderError} when another one sealed at this position. */
  async #seal(commits: readonly Commit[], mark: Pick<Segment, 'resumeToken'>): Promise<void> {
    const segment = segmentOf(commits, this.#end, {
      ...mark,
      ...(this.#recoveredUntil && { recoveredUntil: this.#recoveredUntil }),
    });
    try {
      await this.#segments.insertOne(segment as Segment);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new StaleLeaderError(segment._id);
    }
    this.#count.segments++;
    this.#end = endAfter(segment);
    this.#delivery?.offer(segment._id, eventsOfSegment(segment._id, commits));
  }

  #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#stopping;
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
  }
}
