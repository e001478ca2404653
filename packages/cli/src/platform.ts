import { CliError } from './errors.js';
import { peopleClient } from './people-client.js';
import { print, table, toJson } from './print.js';
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

/** `log verify` */
export async function logVerify(options: CommonOptions): Promise<void> {
  const client = await peopleClient(options);
  try {
    const answer = await client.log.verifyLog({ service: 'people' }, { deadline: 600_000 });
    print(options.json, answer, ({ intact, segments, commits, headHash, finding }) =>
      intact
        ? `The log is intact: ${commits} commits in ${segments} segments, head ${headHash}`
        : `The log is not intact: ${finding}`,
    );
    if (!answer.intact) throw new CliError('LOG_NOT_INTACT', answer.finding);
  } finally {
    client.close();
  }
}

/** `projection list` */
export async function projectionList(options: CommonOptions): Promise<void> {
  const client = await peopleClient(options);
  try {
    const answer = await client.projections.listProjections({ service: 'people' });
    print(options.json, answer, ({ projections }) =>
      table(
        projections.map(({ name, version, position, lagEvents, documents }) => ({
          name,
          version,
          position: String(position),
          lag: String(lagEvents),
          documents: String(documents),
        })),
      ),
    );
  } finally {
    client.close();
  }
}

/** `projection rebuild` */
export async function projectionRebuild(name: string, options: CommonOptions): Promise<void> {
  const client = await peopleClient(options);
  try {
    for await (const { position, head, result } of client.projections.rebuildProjection({
      service: 'people',
      name,
    })) {
      if (process.stderr.isTTY) process.stderr.write(`\rRebuilding ${position}/${head} `);
      if (result === undefined) continue;
      print(
        options.json,
        result,
        ({ events, documents, equal }) =>
          `Rebuilt ${name}: ${events} events into ${documents} documents, ${equal ? 'equal to' : 'different from'} the one before`,
      );
    }
  } finally {
    client.close();
  }
}
