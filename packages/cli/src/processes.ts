import { ProcessServiceDefinition } from '@linchpin/contracts/platform';
import { type Connected, connect, disconnect } from '@linchpin/service-kit';
import { CliError } from './errors.js';
import { print, table } from './print.js';
import { addressOf, type CommonOptions, tokenOf } from './surroundings.js';

/** Options of every command about processes. */
export interface ProcessOptions extends CommonOptions {
  readonly service: string;
}

/** `process list` */
export const processList = (options: ProcessOptions): Promise<void> =>
  withClient(options, async (client) => {
    const answer = await client.listProcesses({ service: options.service });
    print(options.json, answer, ({ processes }) =>
      table(
        processes.map(({ name, state, position, lagEvents, parked, timers, nextDue, reason }) => ({
          name,
          state,
          position: String(position),
          lag: String(lagEvents),
          parked: String(parked),
          timers: String(timers),
          'next due': nextDue?.toISOString() ?? '',
          reason,
        })),
      ),
    );
  });

/** `process parked` */
export const processParked = (name: string | undefined, options: ProcessOptions): Promise<void> =>
  withClient(options, async (client) => {
    const answer = await client.listParked({ service: options.service, process: name ?? '' });
    print(options.json, answer, ({ parked }) =>
      table(
        parked.map(({ id, position, behind, code, tries, since, reason }) => ({
          id,
          position: String(position),
          behind: String(behind),
          code,
          tries,
          since: since?.toISOString() ?? '',
          reason,
        })),
      ),
    );
  });

/** `process redrive` */
export const processRedrive = (
  name: string,
  id: string | undefined,
  options: ProcessOptions,
): Promise<void> =>
  withClient(options, async (client) => {
    const request = { service: options.service, process: name, id: id ?? '' };
    const answer = await client.redrive(request, { deadline: 600_000 });
    print(
      options.json,
      answer,
      ({ released, stillParked }) => `Re-drove ${name}: ${released} released, ${stillParked} still parked`,
    );
    if (answer.stillParked > 0)
      throw new CliError('STILL_PARKED', 'Something failed again; see "linchpin process parked".');
  });

async function withClient(
  options: ProcessOptions,
  use: (client: Connected<typeof ProcessServiceDefinition>) => Promise<void>,
): Promise<void> {
  const client = connect(ProcessServiceDefinition, addressOf(options.service, options), {
    token: await tokenOf(options),
  });
  try {
    await use(client);
  } finally {
    disconnect(client);
  }
}
