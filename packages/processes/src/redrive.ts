import type { LoggedEvent } from '@linchpin/domain';
import { aggregateOf } from '@linchpin/event-bus';
import type { Db } from '@linchpin/mongo';
import { type LogOf, serviceOf } from '@linchpin/projections';
import type { Decisions } from './decisions.js';
import { type ParkedStream, parkedIn } from './parking.js';
import { causeOf, firingOf, type Runner } from './runner.js';
import { changeTimers, type TimerDocument, timersIn } from './timers.js';

/** What a re-drive works with. */
export interface RedriveParts {
  readonly db: Db;
  readonly logOf: LogOf;
  readonly decisions: Decisions;
  readonly stop: AbortSignal;
}

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
    let sent = parked.sent;
    for await (const batch of log.read({ from, to, aggregates: [aggregate], signal: stop }))
      for (const event of batch) {
        if (event.stream !== stream || !runner.isOfInterest(event)) continue;
        // A correction of the code is to take effect, unless a part of what was decided before has been done.
        if (sent === 0) await decisions.forget(process, causeOf(event));
        sent = 0;
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
    await parkedIn(db).updateOne({ _id }, { $set: { ...outcome.failure, position: event.position } });
    return false;
  }
  return db.client.withSession((session) =>
    session.withTransaction(async () => {
      const { matchedCount } = await parkedIn(db).updateOne(
        { _id, position: { $lte: event.position } },
        { $set: { position: event.position + 1, sent: 0 }, $inc: { behind: -1 } },
        { session },
      );
      // Another re-drive is ahead: it has changed the timers, and goes on.
      if (matchedCount === 1) await changeTimers(db, name, outcome.timers, session);
      return matchedCount === 1;
    }),
  );
}

/** Tries a parked timer again. @returns whether it is no longer parked */
export async function redriveTimer(
  runner: Runner,
  timer: TimerDocument,
  { db, decisions }: RedriveParts,
): Promise<boolean> {
  if (timer.parked?.sent === 0) await decisions.forget(timer.process, firingOf(timer));
  return (
    (await runner.fire(timer)) ||
    (await timersIn(db).findOne({ _id: timer._id, cause: timer.cause })) === null
  );
}
