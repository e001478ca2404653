import type { Action, AnyAggregate, Case } from '@linchpin/domain';
import { Binary, type ClientSession, type Collection, type Db, isDuplicateKey } from '@linchpin/mongo';
import type { TimerChange } from './timers.js';

/** How long a decision is kept after it was made, in seconds: far longer than any process may be asleep and then go on. */
const keptFor = 7 * 24 * 3600;

/** A command that has been decided on. */
export interface DecidedCommand {
  readonly aggregate: AnyAggregate;
  readonly id: string;
  readonly command: Case;
  /** The command as its contract encodes it. */
  readonly bytes: Uint8Array;
}

/** What a process has decided to do about an event or a timer. */
export interface Decision {
  readonly commands: readonly DecidedCommand[];
  readonly timers: readonly TimerChange[];
}

interface DecisionDocument {
  /** `compliance.open-requirements|people.employee/10026#3` */
  readonly _id: string;
  readonly commands: readonly { readonly aggregate: string; readonly id: string; readonly data: Binary }[];
  readonly timers: readonly TimerChange[];
  /** Absent while what it belongs to is parked. */
  readonly at?: Date;
}

/**
 * Decisions are written down before anything is sent. A reaction may read what changes, and one that is begun again
 * must not do something else under the ids of what it has done already.
 */
export class Decisions {
  readonly #collection: Collection<DecisionDocument>;
  readonly #aggregates: ReadonlyMap<string, AnyAggregate>;

  constructor(db: Db, aggregates: ReadonlyMap<string, AnyAggregate>) {
    this.#collection = db.collection<DecisionDocument>('decisions', { ignoreUndefined: true });
    this.#aggregates = aggregates;
  }

  createIndexes(): Promise<string> {
    return this.#collection.createIndex({ at: 1 }, { expireAfterSeconds: keptFor });
  }

  /** The decision on record; undefined: there is none. */
  async find(process: string, cause: string): Promise<Decision | undefined> {
    const found = await this.#collection.findOne({ _id: `${process}|${cause}` });
    if (found === null) return undefined;
    return {
      commands: found.commands.map(({ aggregate: name, id, data }) => {
        const aggregate = this.#aggregates.get(name)!;
        return {
          aggregate,
          id,
          command: aggregate.commands.decode(data.buffer).command!,
          bytes: data.buffer,
        };
      }),
      timers: found.timers,
    };
  }

  /** Records a decision, unless one is on record already; tells which one holds. */
  async record(process: string, cause: string, actions: readonly Action[]): Promise<Decision> {
    const decision = decisionOf(cause, actions);
    if (actions.length === 0) return decision;
    try {
      await this.#collection.insertOne({
        _id: `${process}|${cause}`,
        commands: decision.commands.map(({ aggregate, id, bytes }) => ({
          aggregate: aggregate.name,
          id,
          data: new Binary(bytes),
        })),
        timers: decision.timers,
        at: new Date(),
      });
      return decision;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await this.find(process, cause))!;
    }
  }

  /** Keeps a decision for as long as what it belongs to is parked. */
  async keep(process: string, cause: string, session?: ClientSession): Promise<void> {
    await this.#collection.updateOne(
      { _id: `${process}|${cause}` },
      { $unset: { at: '' } },
      session && { session },
    );
  }

  /** Lets a process decide anew. Only when none of the commands was accepted. */
  async forget(process: string, cause: string): Promise<void> {
    await this.#collection.deleteOne({ _id: `${process}|${cause}` });
  }
}

function decisionOf(cause: string, actions: readonly Action[]): Decision {
  const commands: DecidedCommand[] = [];
  const timers: TimerChange[] = [];
  for (const [index, action] of actions.entries()) {
    if (action.kind === 'set-timer') timers.push({ ...action, cause: `${cause}/${index}` });
    else if (action.kind === 'cancel-timer') timers.push(action);
    else {
      const { aggregate, id, command } = action;
      commands.push({ aggregate, id, command, bytes: aggregate.commands.encode({ command }).finish() });
    }
  }
  return { commands, timers };
}
