import { OverloadedError } from './errors.js';

/** Lets one command at a time work on a stream, in the order in which they came. */
export class StreamQueue {
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #limit: number;

  /** @param limit the most commands that may wait for one stream */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Takes the stream when it is free, else waits for it: a promise only when there is something to wait for.
   * @throws {OverloadedError} when too many wait already.
   */
  acquire(stream: string): Promise<void> | undefined {
    const waiting = this.#waiting.get(stream);
    if (waiting === undefined) {
      this.#waiting.set(stream, []);
      return undefined;
    }
    if (waiting.length >= this.#limit)
      throw new OverloadedError(`${this.#limit} commands for ${stream}`, this.#limit);
    return new Promise((resolve) => waiting.push(resolve));
  }

  /** Hands the stream to the next command. */
  release(stream: string): void {
    const next = this.#waiting.get(stream)?.shift();
    if (next === undefined) this.#waiting.delete(stream);
    else next();
  }
}
