import type { LoggedEvent } from '@linchpin/domain';
import { aggregateOf } from '@linchpin/event-bus';
import type { Db } from '@linchpin/mongo';
import { type LogOf, serviceOf } from '@linchpin/projections';
import type { Decisions } from './decisions.js';
import { type ParkedStream, parkedIn } from './parking.js';
import { firingOf, type Runner } from './runner.js';
import { causeOf } from './settle.js';
import { changeTimers, type TimerDocument, timersIn } from './timers.js';
import { transact } from './transact.js';

/** What a re-drive works with. */
export interface RedriveParts {
  readonly db: Db;
  readonly logOf: LogOf;
  readonly decisions: Decisions;
  readonly stop: AbortSignal;
}

/**
 * Set before something is decided anew. A correction of the code is to take effect, but never once a command of what was
 * decided before may have been done: by this re-drive, by one beside it, or by one that a crash cut off.
 */
const mayBeSent = { sent: 1 };

/**
 * Tries a parked stream again, in its order, until its first failure. Events that arrive meanwhile line up behind, so
 * that none overtakes another.
 * @returns whether the stream is no longer parked
 */
export async function redriveStream(
  runner: Runner,
  first: ParkedStream,
  { db, logOf, decisions, stop }: RedriveParts,
): Promise<boolean> {
  const { _id, stream, process } = first;
  const aggregate = aggregateOf(stream);
  const log = logOf(serviceOf(aggregate));
  for (
    let parked: ParkedStream | null = first;
    parked !== null;
    parked = await parkedIn(db).findOne({ _id })
  ) {
    const { position: from, upTo: to } = parked;
    let isFirst = true;
    for await (const batch of log.read({ from, to, aggregates: [aggregate], signal: stop }))
      for (const event of batch) {
        if (event.stream !== stream || !runner.isOfInterest(event)) continue;
        if (isFirst) {
          const unsent = { _id, position: from, sent: 0 };
          const { modifiedCount } = await parkedIn(db).updateOne(unsent, { $set: mayBeSent });
          if (modifiedCount === 1) await decisions.forget(process, causeOf(event));
        }
        isFirst = false;
        if (!(await redriveEvent(runner, event, { db, decisions, _id }))) return false;
      }
    const { deletedCount } = await parkedIn(db).deleteOne({ _id, upTo: to });
    if (deletedCount === 1) return true;
  }
  return true;
}

async function redriveEvent(
  runner: Runner,
  event: LoggedEvent,
  { db, decisions, _id }: { db: Db; decisions: Decisions; _id: string },
) {
  const { name } = runner.process;
  const outcome = await runner.handle(event);
  if (outcome.kind === 'failed') {
    await decisions.keep(name, causeOf(event));
    await parkedIn(db).updateOne(
      { _id, position: { $lte: event.position } },
      { $set: { ...outcome.failure, position: event.position } },
    );
    return false;
  }
  return transact(db, async (session) => {
    const { matchedCount } = await parkedIn(db).updateOne(
      { _id, position: { $lte: event.position } },
      { $set: { position: event.position + 1, sent: 0 }, $inc: { behind: -1 } },
      { session },
    );
    // Another re-drive is ahead: it has changed the timers, and goes on.
    if (matchedCount === 1) await changeTimers(db, name, outcome.timers, session);
    return matchedCount === 1;
  });
}

/** Tries a parked timer again. @returns whether it is no longer parked */
export async function redriveTimer(
  runner: Runner,
  timer: TimerDocument,
  { db, decisions }: RedriveParts,
): Promise<boolean> {
  const unsent = { _id: timer._id, cause: timer.cause, 'parked.sent': 0 };
  const { modifiedCount } = await timersIn(db).updateOne(unsent, { $set: { 'parked.sent': mayBeSent.sent } });
  if (modifiedCount === 1) await decisions.forget(timer.process, firingOf(timer));
  return (
    (await runner.fire(timer)) ||
    (await timersIn(db).findOne({ _id: timer._id, cause: timer.cause })) === null
  );
}
