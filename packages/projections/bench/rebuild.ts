/**
 * How fast a projection is rebuilt: 1 M events of 10 k employees, each a commit of its own, into 10 k documents.
 * The log is written straight in its stored form; reading, folding, writing, digest and switch are the product's.
 */
import { fileURLToPath } from 'node:url';
import { EmployeeEvent } from '@linchpin/contracts/people';
import { defineProjection, fold, type LoggedEvent, streamOf } from '@linchpin/domain';
import { resolveEngines } from '@linchpin/engines';
import { connect } from '@linchpin/mongo';
import { pino } from 'pino';
import { build } from '../src/build.js';
import { seal } from '../src/testing/sealed-log.js';

const tiny = process.env.LINCHPIN_BENCH_SIZE === 'tiny';
const people = tiny ? 100 : 10_000;
const total = tiny ? 2_000 : 1_000_000;
const runs = 3;

interface Staff {
  readonly siteId: string;
  readonly departmentId: string;
  readonly moves: number;
  readonly since: string;
}

const staff = defineProjection<Staff>({
  name: 'bench.staff',
  version: 1,
  indexes: [{ siteId: 1 }],
  sources: [
    fold<Staff>()(
      { name: 'people.employee', events: EmployeeEvent },
      {
        key: ({ id }) => id,
        evolve: {
          transferred: (before, { on, placement }) => ({
            siteId: placement?.siteId ?? '',
            departmentId: placement?.departmentId ?? '',
            moves: (before?.moves ?? 0) + 1,
            since: on,
          }),
        },
      },
    ),
  ],
});

const eventAt = (position: number): LoggedEvent => {
  const number = (position - 1) % people;
  const employeeId = String(number);
  const value = {
    employeeId,
    on: `20${String(10 + (position % 10))}-01-01`,
    placement: {
      siteId: `site-${position % 200}`,
      departmentId: `department-${position % 12}`,
      managerId: `${position % 500}`,
    },
    reason: 'moved by request',
  };
  return {
    position,
    stream: streamOf('people.employee', employeeId),
    version: Math.floor((position - 1) / people) + 1,
    type: 'transferred',
    schemaVersion: 1,
    recordedAt: new Date(1_600_000_000_000 + position * 10),
    commandId: `command-${position}`,
    actor: 'bench',
    data: EmployeeEvent.encode({ event: { $case: 'transferred', value } }).finish(),
  };
};

const engines = process.env.LINCHPIN_MONGODB_URL
  ? undefined
  : await resolveEngines({ home: fileURLToPath(new URL('../../../.linchpin', import.meta.url)) });
const url = process.env.LINCHPIN_MONGODB_URL ?? engines!.mongodb.url;
const client = await connect(url, { appName: 'bench-rebuild' });
const db = client.db(`bench_rebuild_${process.pid}`);
try {
  process.stderr.write(`writing ${total} events\n`);
  const chunk = 10_000;
  let log = await seal(db, []);
  for (let first = 1; first <= total; first += chunk)
    log = await seal(
      db,
      Array.from({ length: Math.min(chunk, total - first + 1) }, (_, index) => eventAt(first + index)),
    );
  const options = {
    db,
    projection: staff,
    logOf: () => log,
    log: pino({ level: 'error' }),
    signal: new AbortController().signal,
  };
  const rates: number[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const began = process.cpuUsage();
    const { events, documents, tookMs, old } = await build(options);
    const { user, system } = process.cpuUsage(began);
    if (events !== total || documents !== people || old?.equal === false)
      throw new Error('the rebuild is not equal to the log');
    const rate = Math.round((events / tookMs) * 1000);
    rates.push(rate);
    process.stderr.write(
      `run ${run}: ${rate} events/s, ${Math.round(tookMs)} ms, own processor time ${Math.round((user + system) / 1000)} ms\n`,
    );
  }
  const median = rates.sort((a, b) => a - b)[Math.floor(runs / 2)]!;
  console.log(
    JSON.stringify({
      bench: 'rebuild',
      events: total,
      documents: people,
      eventsPerSecond: median,
      runs: rates,
    }),
  );
} finally {
  await db.dropDatabase();
  await client.close();
  await engines?.stop();
}
