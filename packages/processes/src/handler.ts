import { type Action, type AnyAggregate, isRefusal, type Process, type Refusal } from '@linchpin/domain';
import { type AttemptOptions, attempt, type Failure } from './attempt.js';
import { commandIdOf } from './command-id.js';
import type { Counters } from './counters.js';
import type { DecidedCommand, Decisions } from './decisions.js';
import type { TimerChange } from './timers.js';

/** Does a command of a process once; a repeated id gets the first answer. */
export type Execute = (command: {
  readonly aggregate: AnyAggregate;
  readonly id: string;
  readonly command: DecidedCommand['command'];
  /** As the command's contract encodes it. */
  readonly bytes: Uint8Array;
  readonly commandId: string;
  /** The process, as the one who commands: `process:compliance.open-requirements`. */
  readonly actor: string;
  readonly traceparent: string | undefined;
}) => Promise<{ readonly kind: 'accepted' } | Refusal>;

/** What became of an event or a timer: the timers that are to be changed, or why it is to be parked. */
export type Outcome =
  | { readonly kind: 'done'; readonly timers: readonly TimerChange[] }
  | { readonly kind: 'failed'; readonly failure: Failure & { readonly sent: number } };

/** What a process reacts to. */
export interface Cause {
  /** Unique for good: `people.employee/10026#3`. */
  readonly id: string;
  readonly traceparent: string | undefined;
  react(): Promise<readonly Action[]>;
}

/** Deals with one cause after the other: decides, records the decision, sends its commands. Each step may be repeated. */
export class Handler {
  readonly #process: Process;
  readonly #decisions: Decisions;
  readonly #execute: Execute;
  readonly #counters: Counters;

  constructor(process: Process, parts: { decisions: Decisions; execute: Execute; counters: Counters }) {
    this.#process = process;
    this.#decisions = parts.decisions;
    this.#execute = parts.execute;
    this.#counters = parts.counters;
  }

  async handle(cause: Cause, options: AttemptOptions): Promise<Outcome> {
    const { name } = this.#process;
    const decided = await attempt(async () => {
      const known = await this.#decisions.find(name, cause.id);
      if (known !== undefined) return known;
      const actions = await cause.react();
      options.mayGoOn();
      return this.#decisions.record(name, cause.id, actions);
    }, options);
    if ('failure' in decided) return { kind: 'failed', failure: { ...decided.failure, sent: 0 } };
    const { commands, timers } = decided.value;
    for (const [index, command] of commands.entries()) {
      const failure = await this.#send(command, index, cause, options);
      if (failure !== undefined) return { kind: 'failed', failure: { ...failure, sent: index } };
    }
    this.#counters.handled += 1;
    return { kind: 'done', timers };
  }

  async #send(
    command: DecidedCommand,
    index: number,
    { id, traceparent }: Cause,
    options: AttemptOptions,
  ): Promise<Failure | undefined> {
    const { name, acceptedRefusals = [] } = this.#process;
    const commandId = commandIdOf(name, id, index);
    const sent = await attempt(
      () => this.#execute({ ...command, commandId, actor: `process:${name}`, traceparent }),
      options,
    );
    if ('failure' in sent) return sent.failure;
    if (!isRefusal(sent.value)) this.#counters.commands += 1;
    else if (acceptedRefusals.includes(sent.value.code)) this.#counters.refusals += 1;
    else
      return {
        code: sent.value.code,
        reason: `${command.aggregate.name} ${command.id} refused ${command.command.$case}: ${sent.value.message}`,
        tries: 1,
      };
    return undefined;
  }
}
