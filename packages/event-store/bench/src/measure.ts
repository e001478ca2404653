/** Whether to run once over, to see that it runs, and not to measure. */
export const tiny = process.env.LINCHPIN_BENCH_SIZE === 'tiny';

/** The middle of the figures. */
export const median = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)]!;

/** How many times a second the callers, each one call after the other, got an answer. */
export async function ratePerSecond(
  callers: number,
  calls: number,
  call: (caller: number, index: number) => Promise<unknown>,
): Promise<number> {
  const began = performance.now();
  const each = Math.ceil(calls / callers);
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let index = 0; index < each; index++) await call(caller, index);
    }),
  );
  return (each * callers * 1000) / (performance.now() - began);
}

/** The MongoDB to measure on. */
export function mongodbUrl(): string {
  const url = process.env.LINCHPIN_MONGODB_URL;
  if (url === undefined)
    throw new Error('Set LINCHPIN_MONGODB_URL to the MongoDB to measure on, a replica set.');
  return url;
}
