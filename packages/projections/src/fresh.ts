import type { LoggedEvent } from '@linchpin/domain';
import type { Gap, Slice } from './apply.js';
import type { PartitionKey } from './partitions.js';

/** What is new in slices, for one who stands at some checkpoints. */
export interface Fresh {
  readonly events: readonly LoggedEvent[];
  readonly repeats: number;
  /** Where the partitions stand afterwards that move. */
  readonly moved: ReadonlyMap<PartitionKey, number>;
}

/** Drops what is not newer than the checkpoints; finds the first gap. Events of several partitions are put in the order of the log. */
export function freshOf(
  slices: readonly Slice[],
  checkpoints: ReadonlyMap<PartitionKey, number>,
): Fresh | { readonly gap: Gap } {
  const moved = new Map<PartitionKey, number>();
  const events: LoggedEvent[] = [];
  let seen = 0;
  for (const { partition, events: slice, upTo = 0 } of slices) {
    const start = checkpoints.get(partition) ?? 0;
    let last = moved.get(partition) ?? start;
    for (const event of slice) {
      seen += 1;
      if (event.position <= last) continue;
      if ((event.previous ?? 0) > last) return { gap: { partition, after: last, upTo: event.previous! } };
      events.push(event);
      last = event.position;
    }
    last = Math.max(last, upTo);
    if (last > start) moved.set(partition, last);
  }
  if (slices.length > 1) events.sort((a, b) => a.position - b.position);
  return { events, repeats: seen - events.length, moved };
}
