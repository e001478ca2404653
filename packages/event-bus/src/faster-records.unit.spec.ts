import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { fasterDecoder, fasterEncoder, type RecordDecoder, type RecordToEncode } from './faster-records.js';

const require = createRequire(import.meta.url);
const encode = require('kafkajs/src/protocol/recordBatch/record/v0') as Parameters<typeof fasterEncoder>[0];
const decode = require('kafkajs/src/protocol/recordBatch/record/v0/decoder') as Parameters<
  typeof fasterDecoder
>[0];
const Decoder = require('kafkajs/src/protocol/decoder') as new (buffer: Buffer) => RecordDecoder;

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const text = fc.string({ unit: 'binary', maxLength: 100 });
// kafkajs itself trips over headers named as what every object has.
const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
  .filter((each) => !(each in Object.prototype));
const record: fc.Arbitrary<RecordToEncode> = fc.record({
  offsetDelta: fc.nat(100_000),
  key: fc.option(fc.oneof(text, bytes)),
  value: fc.oneof(text, bytes),
  headers: fc.dictionary(name, fc.oneof(text, bytes)),
});
const context = {
  firstOffset: '4000000000',
  maxTimestamp: '1760000000000',
  firstTimestamp: '1760000000000',
  magicByte: 2,
  isControlBatch: false,
  timestampType: 1,
};

it('encodes to the bytes of kafkajs, and decodes to its records', () => {
  const never = vi.fn();
  const faster = { encode: fasterEncoder(never), decode: fasterDecoder(never) };
  fc.assert(
    fc.property(record, (each) => {
      const { buffer } = encode(each);
      expect(faster.encode(each).buffer.equals(buffer)).toBe(true);
      const body = () => {
        const decoder = new Decoder(buffer);
        return new Decoder(decoder.readVarIntBytes()!);
      };
      expect(faster.decode(body(), context)).toEqual(decode(body(), context));
    }),
    { numRuns: 500 },
  );
  expect(never).not.toHaveBeenCalled();
});

it('decodes repeated headers as kafkajs does', () => {
  const { buffer } = encode({ value: 'v', headers: { a: ['1', '2', '3'], b: '4' } });
  const body = () => new Decoder(new Decoder(buffer).readVarIntBytes()!);
  const decoded = fasterDecoder(decode)(body(), context);
  expect(decoded).toEqual(decode(body(), context));
  expect((decoded as { headers: { a: unknown[] } }).headers.a).toHaveLength(3);
});

it.each([{ value: null }, { value: 'v', timestampDelta: 5 }, { value: 'v', headers: { a: ['1', '2'] } }])(
  'leaves %j to kafkajs',
  (each) => {
    expect(fasterEncoder(encode)(each).buffer).toEqual(encode(each).buffer);
  },
);
