import { peopleClient } from './people-client.js';
import { toJson } from './print.js';
import type { CommonOptions } from './surroundings.js';

/** Options of `log tail`. */
export interface TailOptions extends CommonOptions {
  readonly from?: string;
  readonly last: string;
  readonly follow?: boolean;
}

/** `log tail`: one line for each event; with `--json` one JSON object a line. */
export async function logTail(options: TailOptions): Promise<void> {
  const client = await peopleClient(options);
  try {
    const { position } = await client.log.getLogHead({ service: 'people' });
    const last = position - BigInt(options.last) + 1n;
    const fromPosition = options.from === undefined ? (last < 1n ? 1n : last) : BigInt(options.from);
    const request = {
      service: 'people',
      fromPosition,
      toPosition: 0n,
      follow: options.follow === true,
      aggregates: [],
    };
    for await (const event of client.log.readLog(request)) {
      const { recordedAt, stream, version, type, actor } = event;
      const line =
        options.json === true
          ? toJson(event).replace(/\n\s*/g, '')
          : `${event.position}  ${recordedAt?.toISOString()}  ${stream}#${version}  ${type}  ${actor}`;
      process.stdout.write(`${line}\n`);
    }
  } finally {
    client.close();
  }
}
