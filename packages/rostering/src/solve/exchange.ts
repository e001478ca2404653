import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { type Incumbent, isBetter } from '../search/incumbent.js';
import type { FromWorker, ToWorker } from './messages.js';

/** A worker's end of the line to the others: the best roster that anybody knows. */
export class Exchange {
  best: Incumbent | undefined;

  constructor(
    private readonly port: MessagePort,
    private readonly stop: Int32Array,
    start: Incumbent | undefined,
  ) {
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

  private receive(): void {
    for (
      let got = receiveMessageOnPort(this.port);
      got !== undefined;
      got = receiveMessageOnPort(this.port)
    ) {
      const { found } = got.message as ToWorker;
      if (isBetter(found, this.best)) this.best = found;
    }
  }

  private tell(message: FromWorker): void {
    this.port.postMessage(message);
  }
}
