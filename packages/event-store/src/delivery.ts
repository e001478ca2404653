import type { LoggedEvent } from '@linchpin/domain';
import type { Db } from '@linchpin/mongo';
import type { Logger } from 'pino';
import { LogReader } from './log-reader.js';
import type { SealedRun } from './sequencer.js';

const mostInMemory = 20_000;

/**
 * Hands sealed events to one taker, in order and one call at a time. What the taker has not got to is kept in memory up
 * to a bound; beyond it, the events are dropped here and read back from the log when their turn comes.
 */
export class Delivery {
  readonly #reader: LogReader;
  readonly #take: (run: SealedRun, events: LoggedEvent[]) => Promise<void>;
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #next: number;
  #sealed = 0;
  #memory: LoggedEvent[] = [];
  #wake: () => void = () => {};

  constructor(
    db: Db,
    take: (run: SealedRun, events: LoggedEvent[]) => Promise<void>,
    from: number,
    log: Logger,
  ) {
    this.#reader = new LogReader(db);
    this.#take = take;
    this.#next = from;
    this.#log = log;
    this.#running = this.#run();
  }

  /** Says how far the log is sealed. */
  sealedUpTo(position: number): void {
    this.#sealed = Math.max(this.#sealed, position);
    this.#wake();
  }

  /** Newly sealed events, which begin at the given position. */
  offer(first: number, events: readonly LoggedEvent[]): void {
    const contiguous = this.#memory.length === 0 || this.#memory.at(-1)!.position + 1 === first;
    if (!contiguous || this.#memory.length + events.length > mostInMemory) this.#memory = [];
    else for (const event of events) this.#memory.push(event);
    this.sealedUpTo(first + events.length - 1);
  }

  /** Lets the call under way finish, and makes no other. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      if (this.#next > this.#sealed) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      this.#forgetDelivered();
      try {
        if (this.#memory[0]?.position === this.#next) await this.#hand(this.#memory.splice(0));
        else {
          const to = (this.#memory[0]?.position ?? this.#sealed + 1) - 1;
          for await (const events of this.#reader.read({ from: this.#next, to, signal }))
            await this.#hand(events);
        }
      } catch (error) {
        if (signal.aborted) break;
        this.#log.error(
          { err: error, position: this.#next },
          'sealed events could not be delivered; trying again',
        );
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  }

  async #hand(events: LoggedEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.#take({ first: events[0]!.position, last: events.at(-1)!.position }, events);
    this.#next = events.at(-1)!.position + 1;
  }

  #forgetDelivered(): void {
    const left = this.#memory.findIndex(({ position }) => position >= this.#next);
    this.#memory.splice(0, left === -1 ? this.#memory.length : left);
  }
}
