import { readFileSync } from 'node:fs';
import { readCanonicalBytes, streamOfCommit } from '@linchpin/event-store';
import { openCheckpoint, openProof, verifyConsistency } from '@linchpin/tlog';
import { CliError } from './errors.js';
import { publicKeyOf } from './log-key.js';
import { type PeopleClient, withPeople } from './people-client.js';
import { print, table } from './print.js';
import type { CommonOptions } from './surroundings.js';

const service = 'people';

/** Recomputing a log may take minutes. */
const long = { deadline: 600_000 };

/** Options of what checks signatures. */
export interface KeyOptions {
  readonly json?: boolean;
  readonly key?: string;
}

/** Options of `log verify`. */
export interface VerifyOptions extends CommonOptions, KeyOptions {
  readonly checkpoint?: readonly string[];
  readonly topics?: boolean;
}

/** `log verify`: the service recomputes its log; that it continues the checkpoints is checked here. */
export const verify = (options: VerifyOptions): Promise<void> =>
  withPeople(options, async (client) => {
    const checkpoints = (options.checkpoint ?? []).map(textOf);
    for (const note of checkpoints) openCheckpoint(note, publicKeyOf(service, options.key));
    const answer = await client.log.verifyLog({ service, checkpoints }, long);
    print(options.json, answer, ({ intact, segments, commits, headHash, finding }) =>
      intact
        ? `The log is intact: ${commits} commits in ${segments} segments, head ${headHash}`
        : `The log is not intact. ${finding}`,
    );
    if (!answer.intact) throw new CliError('LOG_NOT_INTACT', answer.finding);
    for (const note of checkpoints) await requireContinued(client, note, options);
    if (options.topics === true) await verifyTopics(client, options);
  });

/** Takes nothing from the service but what its key has signed. */
async function requireContinued(
  { proof }: PeopleClient,
  note: string,
  options: VerifyOptions,
): Promise<void> {
  const key = publicKeyOf(service, options.key);
  const earlier = openCheckpoint(note, key);
  const answer = await proof.getCheckpoint({ service, continues: BigInt(earlier.size) }, long);
  const later = openCheckpoint(answer.checkpoint, key);
  if (!verifyConsistency(earlier, later, answer.consistency))
    throw new CliError(
      'LOG_NOT_CONTINUED',
      `The log of ${later.size} commits does not continue the checkpoint of ${earlier.size}: it was rewritten.`,
    );
  if (options.json !== true)
    process.stdout.write(`It continues the checkpoint of ${earlier.size} commits: ${later.size} now\n`);
}

async function verifyTopics({ proof }: PeopleClient, options: CommonOptions): Promise<void> {
  const answer = await proof.verifyTopics({ service }, long);
  print(options.json, answer, ({ complete, events, repeats, problems }) =>
    complete
      ? `The topics hold the log: ${events} events, ${repeats} repeats`
      : `The topics do not hold the log:\n${problems.join('\n')}`,
  );
  if (!answer.complete)
    throw new CliError('TOPICS_INCOMPLETE', 'Fill them anew with "linchpin log republish".');
}

/** `log checkpoint` */
export const checkpoint = (options: CommonOptions): Promise<void> =>
  withPeople(options, async ({ proof }) => {
    const { checkpoint, publicKey } = await proof.getCheckpoint({ service }, long);
    print(options.json, { checkpoint, publicKey }, () => checkpoint.trimEnd());
  });

/** `log key` */
export const key = (options: CommonOptions): Promise<void> =>
  withPeople(options, async ({ proof }) => {
    const { publicKey } = await proof.getCheckpoint({ service }, long);
    print(options.json, { publicKey }, () => publicKey);
  });

/** `log prove` */
export const prove = (event: string, options: CommonOptions): Promise<void> =>
  withPeople(options, async (client) => {
    const [, stream = '', version = ''] = /^(.+)#([1-9]\d{0,15})$/.exec(event) ?? [];
    if (stream === '')
      throw new CliError(
        'USAGE',
        `An event is a stream and a version, people.employee/10026#1, not "${event}".`,
        2,
      );
    const { proof } = await client.proof.proveEvent({ service, stream, version: BigInt(version) }, long);
    print(options.json, { proof }, () => proof.trimEnd());
  });

/** `log verify-proof` */
export async function verifyProof(file: string, options: KeyOptions): Promise<void> {
  const { leaf, index, checkpoint } = openProof(textOf(file), publicKeyOf(service, options.key));
  const { _id, v, at, cmd, by, ev } = readCanonicalBytes(leaf);
  const events = ev.map(({ t, s, d }, place) => ({
    stream: streamOfCommit(_id),
    version: v + place,
    type: t,
    schemaVersion: s,
    recordedAt: at.toISOString(),
    actor: by,
    commandId: cmd,
    data: d,
  }));
  const { origin, size } = checkpoint;
  print(options.json, { origin, size, index, events }, () =>
    [
      `Proven: commit ${index + 1} of the ${size} that ${origin} has signed`,
      table(
        events.map(({ stream, version, type, recordedAt, actor }) => ({
          event: `${stream}#${version}`,
          type,
          recorded: recordedAt,
          by: actor,
        })),
      ),
    ].join('\n'),
  );
}

/** Options of `log republish`. */
export interface RepublishOptions extends CommonOptions {
  readonly aggregate?: readonly string[];
}

/** `log republish` */
export const republish = (options: RepublishOptions): Promise<void> =>
  withPeople(options, async ({ proof }) => {
    const aggregates = [...(options.aggregate ?? [])];
    let last: { aggregates: readonly string[]; position: bigint } = { aggregates, position: 0n };
    for await (const progress of proof.republishLog({ service, aggregates })) {
      if (process.stderr.isTTY) process.stderr.write(`\rPublishing ${progress.position}/${progress.head} `);
      last = progress;
    }
    print(options.json, last, ({ aggregates: done, position }) =>
      done.length === 0
        ? 'Every topic holds what it should: nothing was done'
        : `Filled anew up to position ${position}: ${done.join(', ')}`,
    );
  });

function textOf(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    return text.endsWith('\n') ? text : `${text}\n`;
  } catch (cause) {
    throw new CliError('FILE_UNREADABLE', `${file} cannot be read: ${(cause as Error).message}.`);
  }
}
