import type { CommandReply } from '@linchpin/contracts/common';
import type { PlannedCommand } from '@linchpin/importing';
import { ServiceError } from '@linchpin/service-kit';
import type { PeopleClient } from './people-client.js';

const inFlight = 32;

/** A command that the service refused. */
export interface Refused {
  readonly command: PlannedCommand;
  readonly code: string;
  readonly reason: string;
}

/** What became of the commands. */
export interface Sent {
  readonly accepted: readonly PlannedCommand[];
  readonly refused: readonly Refused[];
  /** The tokens of the last commands, for waiting until they can be seen. */
  readonly tokens: readonly string[];
}

type Call = (value: unknown, options: { commandId: string }) => Promise<CommandReply>;

/**
 * Sends commands wave by wave, 32 streams at a time, each stream's in order. After a refusal the rest of that stream
 * in the wave is still tried: it may not depend on it.
 * @throws {ServiceError} when the service cannot be reached; sending the same again then goes on where it stopped.
 */
export async function sendCommands(
  client: PeopleClient,
  commands: readonly PlannedCommand[],
  onSent: () => void,
): Promise<Sent> {
  const accepted: PlannedCommand[] = [];
  const refused: Refused[] = [];
  const tokens = new Map<string, string>();
  const waves = new Map<number, Map<string, PlannedCommand[]>>();
  for (const command of commands) {
    const wave = waves.get(command.wave) ?? new Map<string, PlannedCommand[]>();
    wave.set(command.stream, [...(wave.get(command.stream) ?? []), command]);
    waves.set(command.wave, wave);
  }
  for (const [, streams] of [...waves].toSorted(([a], [b]) => a - b)) {
    const queue = [...streams.values()].values();
    const worker = async () => {
      for (const stream of queue)
        for (const command of stream) {
          const answer = await send(client, command);
          if ('code' in answer) refused.push(answer);
          else {
            accepted.push(command);
            tokens.delete(command.stream);
            tokens.set(command.stream, answer.token);
          }
          onSent();
        }
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
  }
  return { accepted, refused, tokens: [...tokens.values()].slice(-64) };
}

const refusals = new Set([3, 5, 6, 9, 10, 11]);

async function send(client: PeopleClient, planned: PlannedCommand): Promise<CommandReply | Refused> {
  const services = {
    'people.site': client.sites,
    'people.department': client.departments,
    'people.position': client.positions,
    'people.employee': client.employees,
  };
  const service = services[planned.aggregate] as unknown as Readonly<Record<string, Call>>;
  try {
    return await service[planned.command.$case]!(planned.command.value, { commandId: planned.id });
  } catch (error) {
    if (!(error instanceof ServiceError) || !refusals.has(error.grpcStatus)) throw error;
    return { command: planned, code: error.code, reason: error.message };
  }
}

/** Waits until queries see what was sent. @throws {ServiceError} when that takes longer than the deadline of a call. */
export async function waitUntilVisible(client: PeopleClient, tokens: readonly string[]): Promise<void> {
  for (const notBefore of tokens) await client.employees.listEmployees({ pageSize: 1 }, { notBefore });
}
