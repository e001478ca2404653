import { eventsFrom } from '../src/fixtures.js';

export const tiny = process.env.LINCHPIN_BENCH_SIZE === 'tiny';
export const count = tiny ? 2_000 : 100_000;
export const aggregate = 'bench.thing';
/** Events of one send. */
export const sendSize = 2_000;

export const events = eventsFrom(1, count, { streams: 1_000, aggregate, bytes: 150 });

/** Events per second. */
export const rate = async (work: () => Promise<void>): Promise<number> => {
  const start = performance.now();
  await work();
  return count / ((performance.now() - start) / 1_000);
};
