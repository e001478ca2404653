import { describe, expect, it } from 'vitest';
import { murmur2, partitionOf } from './partition-of.js';

describe('the hash of a stream', () => {
  // Source: Apache Kafka, UtilsTest.testMurmur2.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('is that of Kafka for %s', (text, hash) => {
    expect(murmur2(new TextEncoder().encode(text))).toBe(hash);
  });
});

describe('the partition of a stream', () => {
  it('never changes', () => {
    expect(
      ['people.employee/10026', 'people.site/brighton', 'people.employee/Zoë'].map((stream) =>
        partitionOf(stream, 6),
      ),
    ).toEqual([0, 0, 4]);
  });

  it('spreads streams evenly', () => {
    const counts = [0, 0, 0, 0, 0, 0];
    for (let id = 0; id < 6_000; id += 1) counts[partitionOf(`people.employee/${id}`, 6)]! += 1;
    for (const count of counts) expect(count).toBeGreaterThan(850);
  });
});
