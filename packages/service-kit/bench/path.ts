/**
 * From a call to its effect in a read model, all in one process and without gRPC: how many commands a second when
 * flooded, beside the raw driver's `insertOne` with the same guarantees in the same run, and how long one takes at a
 * steady 500 a second. `LINCHPIN_BENCH_SIZE=tiny` only shows that it runs.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SiteCommand, SiteEvent } from '@linchpin/contracts/people';
import { aggregate, defineProjection, eventsOf, fold, isRefusal } from '@linchpin/domain';
import { testDatabase, testKafkaBrokers, testTopicPrefix } from '@linchpin/engines/testing';
import { createBus } from '@linchpin/event-bus';
import { openEventStore, startSequencer } from '@linchpin/event-store';
import { openProjections } from '@linchpin/projections';
import { pino } from 'pino';

const tiny = process.env.LINCHPIN_BENCH_SIZE === 'tiny';
const callers = 256;
// 4,096 sites in all: they fit in the cache of states, as the things that are being worked on should.
const sitesOfCaller = 16;
const commands = tiny ? 2_000 : 40_000;
const rounds = tiny ? 1 : 3;
const perSecond = 500;
const steadySeconds = tiny ? 1 : 20;
const service = 'people';

const { opened, renamed, closed } = eventsOf(SiteEvent);
const site = aggregate({
  name: 'people.site',
  commands: SiteCommand,
  events: SiteEvent,
  initial: '',
  decide: {
    open: (command) => [opened(command)],
    rename: (command) => [renamed(command)],
    close: (command) => [closed(command)],
  },
  evolve: { opened: (_: string, { name }) => name, renamed: (_, { name }) => name, closed: (name) => name },
});

interface Renames {
  readonly name: string;
  readonly times: number;
}
const renames = defineProjection<Renames>({
  name: 'people.renames',
  version: 1,
  sources: [
    fold<Renames>()(site, {
      key: ({ id }) => id,
      evolve: { renamed: (before, { name }) => ({ name, times: (before?.times ?? 0) + 1 }) },
    }),
  ],
});

const log = pino({ level: 'warn' });
const requestHash = Buffer.alloc(16);
const deadline = () => new Date(Date.now() + 120_000);
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const percentile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)]!;

const { db, drop } = await testDatabase();
const fatal = (error: Error) => {
  console.error(error);
  process.exit(1);
};
const bus = createBus({
  brokers: testKafkaBrokers().split(','),
  clientId: 'bench',
  log,
  topicPrefix: testTopicPrefix(),
});
const store = await openEventStore({ db, service, log });
await bus.ensureTopics([site.name]);
let published: Parameters<typeof bus.publisher>[0]['state'] extends { save(state: infer State): unknown }
  ? State
  : never;
const publisher = await bus.publisher({
  service,
  state: {
    load: async () => published,
    save: async (state) => {
      published = state;
    },
  },
  onFatal: fatal,
});
const sequencer = await startSequencer({
  db,
  service,
  log,
  deliverFrom: async () => publisher.position + 1,
  onSegment: (_, events) => publisher.publish(events),
});
const projections = openProjections({
  db,
  service,
  projections: [renames],
  bus,
  logOf: () => store.log,
  log,
  onCrash: fatal,
  groupId: testTopicPrefix(),
});
await projections.start();
await projections.ready();

async function rename(id: string): Promise<string> {
  const value = { siteId: id, name: 'Riverside' };
  const answer = await store.execute(
    site,
    id,
    { $case: 'rename', value },
    { commandId: randomUUID(), requestHash, actor: 'bench' },
  );
  if (isRefusal(answer)) throw new Error(answer.message);
  return answer.commitId!;
}

const visible = (commitId: string) =>
  projections.waitForCommit(renames.name, commitId, { deadline: deadline() });

/** Does a number of calls by a number of callers; resolves to the last answer of each caller. */
async function flood<Answer>(call: (caller: number, n: number) => Promise<Answer>): Promise<Answer[]> {
  const each = Math.ceil(commands / callers);
  return Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      let last = await call(caller, 0);
      for (let n = 1; n < each; n++) last = await call(caller, n);
      return last;
    }),
  );
}

async function rate(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return commands / ((performance.now() - start) / 1000);
}

const raw = db.collection<{ _id: string; name: string }>('raw');
const insertOne = () => rate(() => flood(() => raw.insertOne({ _id: randomUUID(), name: 'Riverside' })));
const flooded = () =>
  rate(async () => {
    for (const commitId of await flood((caller, n) => rename(`site-${caller}-${n % sitesOfCaller}`)))
      await visible(commitId);
  });

const rates: { insertOne: number; visible: number }[] = [];
await flooded();
for (let round = 0; round < rounds; round++)
  rates.push({ insertOne: await insertOne(), visible: await flooded() });
const throughput = median(rates.map((each) => each.visible));
const ratio = median(rates.map((each) => each.visible / each.insertOne));
console.log(
  `raw insertOne, ${callers} callers: ${median(rates.map((each) => each.insertOne)).toFixed(0)} a second`,
);
console.log(
  `call to visible, flooded: ${throughput.toFixed(0)} a second, ${ratio.toFixed(2)} x raw insertOne`,
);

const latencies: number[][] = [];
for (let round = 0; round < rounds; round++) {
  const measured: Promise<number>[] = [];
  const start = performance.now();
  for (let n = 0; n < perSecond * steadySeconds; n++) {
    const due = start + (n * 1000) / perSecond;
    if (performance.now() < due) await sleep(due - performance.now());
    const called = performance.now();
    const commit = rename(`site-${n % 1000}`);
    // One in ten is watched, so that watching is not the load.
    if (n % 10 === 0) measured.push(commit.then(visible).then(() => performance.now() - called));
    else commit.catch(fatal);
  }
  latencies.push(await Promise.all(measured));
}
const p = (share: number) => median(latencies.map((each) => percentile(each, share))).toFixed(0);
console.log(
  `call to visible at ${perSecond} a second: p50 ${p(0.5)} ms, p99 ${p(0.99)} ms, medians of ${rounds}`,
);

await projections.stop();
await sequencer.stop();
await store.close();
await bus.close();
await drop();
