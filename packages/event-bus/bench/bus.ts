/**
 * What the event bus does per second, beside plain kafkajs with the same messages, and how long an event takes through
 * it at a steady 500 a second. `LINCHPIN_BENCH_SIZE=tiny` only shows that it runs.
 */
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { eventsFrom, memoryState, newPrefix, testBus } from '../src/fixtures.js';
import { aggregate, count, events, rate, sendSize, tiny } from './workload.js';

const seconds = tiny ? 1 : 10;
const rounds = tiny ? 1 : 3;

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
const percentile = (values: number[], share: number): number =>
  values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

async function ofBus() {
  const bus = testBus({ topicPrefix: newPrefix() });
  await bus.ensureTopics([aggregate]);
  const publisher = await bus.publisher({ service: 'bench', state: memoryState() });
  const publish = await rate(async () => {
    for (let from = 0; from < count; from += sendSize)
      await publisher.publish(events.slice(from, from + sendSize));
  });
  const consume = await rate(async () => {
    let handled = 0;
    let done = () => {};
    const all = new Promise<void>((resolve) => {
      done = resolve;
    });
    await bus.subscribe({
      groupId: newPrefix(),
      aggregates: [aggregate],
      async onBatches(batches) {
        for (const batch of batches) handled += batch.events.length;
        if (handled >= count) done();
      },
      onCrash: (error) => {
        throw error;
      },
    });
    await all;
  });
  await bus.close();
  return { publish, consume };
}

/** In a process of its own: the bus betters the kafkajs that it loads. */
async function ofKafkajs(): Promise<Awaited<ReturnType<typeof ofBus>>> {
  const script = fileURLToPath(new URL('plain-kafkajs.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script]);
  return JSON.parse(stdout);
}

async function latency() {
  const bus = testBus({ topicPrefix: newPrefix() });
  await bus.ensureTopics([aggregate]);
  const publisher = await bus.publisher({ service: 'bench', state: memoryState() });
  const sentAt: number[] = [];
  const took: number[] = [];
  await bus.subscribe({
    groupId: newPrefix(),
    aggregates: [aggregate],
    async onBatches(batches) {
      for (const batch of batches)
        for (const { position } of batch.events) took.push(performance.now() - sentAt[position]!);
    },
    onCrash: (error) => {
      throw error;
    },
  });
  await sleep(500);
  const start = performance.now();
  let next = 1;
  const publishes: Promise<void>[] = [];
  while (next <= seconds * 500) {
    const due = Math.min(Math.floor((performance.now() - start) / 2), seconds * 500);
    if (due >= next) {
      const batch = eventsFrom(next, due - next + 1, { streams: 1_000, aggregate, bytes: 150 });
      for (const { position } of batch) sentAt[position] = performance.now();
      publishes.push(publisher.publish(batch));
      next = due + 1;
    }
    await sleep(5);
  }
  await Promise.all(publishes);
  while (took.length < seconds * 500) await sleep(10);
  const idleFrom = process.cpuUsage();
  await sleep(seconds * 500);
  const idle = process.cpuUsage(idleFrom);
  await bus.close();
  return {
    p50: percentile(took, 0.5),
    p99: percentile(took, 0.99),
    idle: (idle.user + idle.system) / (seconds * 500_000),
  };
}

const ours: Awaited<ReturnType<typeof ofBus>>[] = [];
const plain: typeof ours = [];
for (let round = 0; round < rounds; round += 1) {
  ours.push(await ofBus());
  plain.push(await ofKafkajs());
}
const line = (what: 'publish' | 'consume') => {
  const own = median(ours.map((each) => each[what]));
  const raw = median(plain.map((each) => each[what]));
  console.log(
    `${what}: ${Math.round(own)} events/s; plain kafkajs ${Math.round(raw)}; ratio ${(own / raw).toFixed(2)}`,
  );
};
console.log(`${count} events of 150 bytes, ${rounds} rounds, medians`);
line('publish');
line('consume');
const { p50, p99, idle } = await latency();
console.log(`publish to handler at 500/s: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
console.log(`idle publisher and subscriber: ${(idle * 100).toFixed(1)} % of a core`);
