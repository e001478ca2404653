import type { LoggedEvent } from '@linchpin/domain';
import { partitionCount, partitionOf } from '@linchpin/event-bus';
import type { EventStore } from '@linchpin/event-store';

const chunk = 2000;

/** Tells, for events of a log read in order, the position of the event before each in its topic and partition. */
export class PreviousPositions {
  readonly #log: EventStore['log'];
  readonly #from: number;
  readonly #last = new Map<string, number>();

  /** @param from the first position that is read */
  constructor(log: EventStore['log'], from: number) {
    this.#log = log;
    this.#from = from;
  }

  /** Call it for each event once, in order. 0: it is the first of its partition. */
  async before({ stream, position }: LoggedEvent): Promise<number> {
    const key = partitionKey(stream);
    if (!this.#last.has(key)) await this.#lookBack(key);
    const previous = this.#last.get(key) ?? 0;
    this.#last.set(key, position);
    return previous;
  }

  async #lookBack(key: string): Promise<void> {
    const aggregates = [key.slice(0, key.indexOf('/'))];
    for (let to = this.#from - 1; to >= 1; to -= chunk) {
      let found: number | undefined;
      for await (const events of this.#log.read({ from: Math.max(1, to - chunk + 1), to, aggregates }))
        for (const { stream, position } of events) if (partitionKey(stream) === key) found = position;
      if (found === undefined) continue;
      this.#last.set(key, found);
      return;
    }
  }
}

const partitionKey = (stream: string): string =>
  `${stream.slice(0, stream.indexOf('/'))}/${partitionOf(stream, partitionCount)}`;
