const seed = 0x9747b28c;
const m = 0x5bd1e995;
const utf8 = new TextEncoder();

/**
 * The partition of a stream: its UTF-8 bytes hashed by murmur2, made non-negative, modulo the number of partitions.
 * It is what Kafka's own clients do with a key, so an outside producer or reader finds the same partition.
 * Source: Apache Kafka, `org.apache.kafka.common.utils.Utils.murmur2` and `toPositive`.
 */
export const partitionOf = (stream: string, partitions: number): number =>
  (murmur2(utf8.encode(stream)) & 0x7fffffff) % partitions;

/** MurmurHash2 of 32 bits by Austin Appleby, with Kafka's seed. Signed, as Java gives it. */
export function murmur2(bytes: Uint8Array): number {
  const { length } = bytes;
  const whole = length & ~3;
  let hash = seed ^ length;
  for (let at = 0; at < whole; at += 4) {
    let word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    word = Math.imul(word, m);
    word = Math.imul(word ^ (word >>> 24), m);
    hash = Math.imul(hash, m) ^ word;
  }
  let tail = 0;
  for (let at = length - 1; at >= whole; at -= 1) tail = (tail << 8) | bytes[at]!;
  if (whole < length) hash = Math.imul(hash ^ tail, m);
  hash = Math.imul(hash ^ (hash >>> 13), m);
  return hash ^ (hash >>> 15);
}
