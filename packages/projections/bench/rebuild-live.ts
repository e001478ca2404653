/**
 * What readers see of a rebuild: 1 M events in the log, more of them all the time, four readers that never stop, while
 * the projection is built beside, compared, switched to, and rolled back. Counts reads that failed, that missed a
 * document or that saw an earlier state than a read before; times how long no newer event became visible around a switch.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@linchpin/mongo';
import { pino } from 'pino';
import { foldAll, openProjections } from '../src/index.js';
import { handBus } from '../src/testing/hand-bus.js';
import { seal } from '../src/testing/sealed-log.js';
import { tallies, totals } from '../src/testing/tally.js';

const tiny = process.env.LINCHPIN_BENCH_SIZE === 'tiny';
const total = tiny ? 4_000 : 1_000_000;
const streams = tiny ? 40 : 10_000;
const readers = 4;
const perSecond = 200;
const projection = totals();

const client = await connect(process.env.LINCHPIN_MONGODB_URL ?? '', { appName: 'bench-rebuild-live' });
const db = client.db(`bench_rebuild_live_${process.pid}`);
const { bus, deliver } = handBus();
try {
  process.stderr.write(`writing ${total} events\n`);
  let log = await seal(db, []);
  for (let first = 1; first <= total; first += 10_000)
    log = await seal(db, tallies(first, Math.min(10_000, total - first + 1), streams));
  const projections = openProjections({
    db,
    service: 'lab',
    projections: [projection],
    bus,
    logOf: () => log,
    log: pino({ level: 'error' }),
    onCrash: (error) => {
      throw error;
    },
  });
  const built = performance.now();
  await projections.start();
  await projections.ready();
  process.stderr.write(`built at first in ${Math.round(performance.now() - built)} ms\n`);

  let head = total;
  let over = false;
  const reads = { done: 0, failed: 0, incomplete: 0, backwards: 0, slowestMs: 0 };
  let seen = 0;
  let seenAt = performance.now();
  let longestStandstillMs = 0;
  /** Reads one document again and again, and from time to time all of them. */
  const read = async (number: number): Promise<void> => {
    let events = 0;
    for (let round = 0; !over; round += 1) {
      const began = performance.now();
      try {
        const reader = projections.reader(projection);
        const found = await reader.findOne({ _id: String(number + 1) });
        if (found === null) reads.incomplete += 1;
        else if (found.events < events) reads.backwards += 1;
        events = Math.max(events, found?.events ?? 0);
        if (round % 200 === 0 && (await reader.count({})) !== streams) reads.incomplete += 1;
      } catch {
        reads.failed += 1;
      }
      reads.done += 1;
      reads.slowestMs = Math.max(reads.slowestMs, performance.now() - began);
      await sleep(2);
    }
  };
  /** The newest event is of the stream that was written last: when it is visible, the projection is up to date. */
  const watch = async (): Promise<void> => {
    while (!over) {
      const at = Math.max(0, ...(await projections.status()).map(({ position }) => position));
      const now = performance.now();
      longestStandstillMs = Math.max(longestStandstillMs, now - seenAt);
      if (at > seen) {
        seen = at;
        seenAt = now;
      }
      await sleep(25);
    }
  };
  const write = async (): Promise<void> => {
    while (!over) {
      const events = tallies(head + 1, perSecond / 10, streams);
      log = await seal(db, events);
      head += events.length;
      await deliver(events);
      await sleep(100);
    }
  };
  const timed = async <Result>(work: () => Promise<Result>): Promise<[Result, number]> => {
    longestStandstillMs = 0;
    const began = performance.now();
    const result = await work();
    return [result, Math.round(performance.now() - began)];
  };
  const change = async () => {
    const [, buildMs] = await timed(() => projections.buildBeside('lab.totals'));
    const [compared, compareMs] = await timed(() => projections.compare('lab.totals'));
    const [, switchMs] = await timed(() => projections.switchOver('lab.totals'));
    await sleep(500);
    const standstillMs = Math.round(longestStandstillMs);
    const [, rollBackMs] = await timed(() => projections.rollBack('lab.totals'));
    over = true;
    return { buildMs, compareMs, switchMs, standstillMs, rollBackMs, equal: compared.equal };
  };
  const ends = Array.from({ length: readers }, (_, number) => read(number));
  const background = Promise.all([...ends, watch(), write()]);
  const figures = await change();
  await background;
  const last = await projections.reader(projection).findOne({ _id: '1' });
  const own = foldAll(
    projection,
    tallies(1, head, streams).filter(({ stream }) => stream.endsWith('/1')),
  ).get('1');
  if (!figures.equal || last?.total !== own?.total)
    throw new Error('the documents are not what the log says');
  await projections.stop();
  console.log(
    JSON.stringify({
      bench: 'rebuild-live',
      events: head,
      ...figures,
      reads: { ...reads, slowestMs: Math.round(reads.slowestMs) },
    }),
  );
  if (reads.failed + reads.incomplete + reads.backwards > 0) process.exitCode = 1;
} finally {
  await db.dropDatabase();
  await client.close();
}
