import { CliError } from '../errors.js';
import { peopleClient } from '../people-client.js';
import { print } from '../print.js';
import { sendCommands, waitUntilVisible } from '../send-commands.js';
import type { CommonOptions } from '../surroundings.js';
import { demoGroup } from './demo-group.js';

/** `seed`: fills in the demo group. Sent again, it changes nothing: the command ids are always the same. */
export async function seed(options: CommonOptions): Promise<void> {
  const client = await peopleClient(options);
  try {
    const commands = demoGroup();
    const { accepted, refused, tokens } = await sendCommands(client, commands, () => {});
    const [first] = refused;
    if (first !== undefined)
      throw new CliError(
        'SEED_REFUSED',
        `${refused.length} commands were refused, the first for ${first.command.stream} (${first.command.command.$case}): ${first.reason}`,
      );
    await waitUntilVisible(client, tokens);
    const people = accepted.filter(({ command }) => command.$case === 'hire').length;
    print(
      options.json,
      { commands: accepted.length, people },
      () => `The demo group is there: ${people} people, ${accepted.length} facts`,
    );
  } finally {
    client.close();
  }
}
