import { createRequire } from 'node:module';
import type kafkajs from 'kafkajs';
import { fasterDecoder, fasterEncoder } from './faster-records.js';

/*
 * kafkajs 2.2.4 is no longer maintained, so three of its inner functions are bettered here, before it is loaded. Nothing
 * else of the platform loads it. Where another version keeps them elsewhere, loading fails and names the module.
 */
const require = createRequire(import.meta.url);

/** Replaces what an inner module exports, for those that load it later. */
function replace<Exported>(path: string, better: (original: Exported) => Exported): void {
  const original = require(path) as Exported;
  require.cache[require.resolve(path)]!.exports = better(original);
}

replace('kafkajs/src/protocol/recordBatch/record/v0', fasterEncoder);
replace('kafkajs/src/protocol/recordBatch/record/v0/decoder', fasterDecoder);

/** What is used of the queue of requests to one broker. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

// Each connection looks for waiting requests every millisecond for ever, with a negative delay of which newer Node
// versions warn (kafkajs issue 1751). A request that has to wait schedules the look, so with none there is no need.
const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
const schedule = prototype.scheduleCheckPendingRequests;
prototype.scheduleCheckPendingRequests = function () {
  if (this.pending.length > 0) schedule.call(this);
};

/** The client library. Everything of the bus takes it from here. */
export const { Kafka, KafkaJSError, ConfigResourceTypes, logLevel } = require('kafkajs') as typeof kafkajs;
