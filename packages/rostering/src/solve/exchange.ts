import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { type Incumbent, isBetter } from '../search/incumbent.js';
import { RowPool } from '../search/row-pool.js';
import type { FromWorker, ToWorker } from './messages.js';

/** Rows are sent on in lots of this many at least. */
const LOT = 200;

/** A worker's end of the line to the others: the best roster anybody knows, and the rows they have seen. */
export class Exchange {
  best: Incumbent | undefined;
  readonly pool: RowPool;

  constructor(
    people: number,
    private readonly port: MessagePort,
    private readonly stop: Int32Array,
    start: Incumbent | undefined,
  ) {
    this.pool = new RowPool(people);
    this.best = start;
  }

  /** Whether the worker should end. Also takes in what the others sent. */
  get stopped(): boolean {
    this.receive();
    return Atomics.load(this.stop, 0) !== 0;
  }

  /** Offers a roster; it is copied, and told to the others when it is the best known. */
  offer({ roster, cost, hardAmount }: Incumbent): boolean {
    if (!isBetter({ cost, hardAmount }, this.best)) return false;
    this.best = { roster: roster.slice(), cost, hardAmount };
    this.tell({ kind: 'improved', found: this.best });
    return true;
  }

  /** Offers a lower bound on the cost of any legal roster. */
  offerBound(bound: number): void {
    this.tell({ kind: 'bound', bound });
  }

  /** Sends the rows on that were added to the pool since the last time. */
  share(): void {
    if (this.pool.newsCount < LOT) return;
    this.tell({ kind: 'rows', rows: this.pool.news() });
  }

  private receive(): void {
    for (
      let got = receiveMessageOnPort(this.port);
      got !== undefined;
      got = receiveMessageOnPort(this.port)
    ) {
      const message = got.message as ToWorker;
      if (message.kind === 'improved' && isBetter(message.found, this.best)) this.best = message.found;
      if (message.kind === 'rows') for (const { person, row } of message.rows) this.pool.take(person, row);
    }
  }

  private tell(message: FromWorker): void {
    this.port.postMessage(message);
  }
}
