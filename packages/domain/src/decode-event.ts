import type { Case, EventSource } from './aggregate.js';

/**
 * The events that stored bytes stand for, after upcasting.
 * @throws {TypeError} when the bytes hold an event that this build of the contract does not know.
 */
export function decodeEvent<Event extends Case>(
  source: EventSource<Event>,
  data: Uint8Array,
): readonly Event[] {
  const { event } = source.events.decode(data);
  if (event === undefined)
    throw new TypeError(
      `${source.events.$type} holds an event that this contract does not know; it is older than the log`,
    );
  const upcast = source.upcast?.[event.$case as Event['$case']];
  return upcast === undefined ? [event] : upcast(event.value);
}
