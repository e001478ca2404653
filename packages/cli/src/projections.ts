import type { ProjectionSwitch, RebuildProgress } from '@linchpin/contracts/platform';
import { CliError } from './errors.js';
import { type PeopleClient, withPeople } from './people-client.js';
import { print, table } from './print.js';
import type { CommonOptions } from './surroundings.js';

const service = 'people';

/** `projection list` */
export const list = (options: CommonOptions): Promise<void> =>
  withPeople(options, async ({ projections }) => {
    print(options.json, await projections.listProjections({ service }), (answer) =>
      table(
        answer.projections.map(({ name, version, position, lagEvents, documents }) => ({
          name,
          version,
          position: String(position),
          lag: String(lagEvents),
          documents: String(documents),
        })),
      ),
    );
  });

/** `projection rebuild` */
export const rebuild = (name: string, options: CommonOptions): Promise<void> =>
  withPeople(options, ({ projections }) =>
    follow('Rebuilt', name, projections.rebuildProjection({ service, name }), options),
  );

/** `projection build` */
export const build = (name: string, options: CommonOptions): Promise<void> =>
  withPeople(options, ({ projections }) =>
    follow('Built beside', name, projections.buildProjection({ service, name }), options),
  );

async function follow(
  done: string,
  name: string,
  progress: AsyncIterable<RebuildProgress>,
  { json }: CommonOptions,
): Promise<void> {
  for await (const { position, head, result } of progress) {
    if (process.stderr.isTTY) process.stderr.write(`\rFolding ${position}/${head} `);
    if (result === undefined) continue;
    print(
      json,
      result,
      ({ events, documents, equal }) =>
        `${done} ${name}: ${events} events into ${documents} documents, ${equal ? 'equal to' : 'different from'} the one before`,
    );
  }
}

/** `projection compare` */
export const compare = (name: string, options: CommonOptions): Promise<void> =>
  withPeople(options, async ({ projections }) => {
    const answer = await projections.compareProjection({ service, name }, long);
    const sentence = `${answer.beside} is ${answer.equal ? 'equal to' : 'different from'} ${answer.used} at position ${answer.position}`;
    print(options.json, answer, () => sentence);
    if (!answer.equal) throw new CliError('PROJECTIONS_DIFFER', `${sentence}.`);
  });

/** `projection switch` */
export const switchOver = (name: string, options: CommonOptions): Promise<void> =>
  exchange(options, ({ projections }) => projections.switchProjection({ service, name }, long));

/** `projection rollback` */
export const rollBack = (name: string, options: CommonOptions): Promise<void> =>
  exchange(options, ({ projections }) => projections.rollBackProjection({ service, name }, long));

const exchange = (
  options: CommonOptions,
  ask: (client: PeopleClient) => Promise<ProjectionSwitch>,
): Promise<void> =>
  withPeople(options, async (client) => {
    print(
      options.json,
      await ask(client),
      ({ used, previous, caughtUp }) =>
        `${used} is in use, brought forward by ${caughtUp} events; ${previous} is kept`,
    );
  });

/** Folding may take minutes. */
const long = { deadline: 600_000 };
