import { createHash, randomUUID } from 'node:crypto';
import type { Sites } from '@linchpin/access';
import type { CommandReply } from '@linchpin/contracts/common';
import { type AnyAggregate, isRefusal, type Refusal, refuse } from '@linchpin/domain';
import type { EventStore } from '@linchpin/event-store';
import type { Metadata } from 'nice-grpc';
import { type Admitted, requireEverywhere } from './admit.js';
import { CallError } from './errors.js';
import { metadataKeys } from './metadata-keys.js';
import type { CommandRpc, Rpc } from './rpc.js';
import { traceparentOf } from './tracing.js';

type Request = Readonly<Record<string, unknown>>;

/** What commands are answered with. */
export interface CommandParts {
  readonly store: EventStore;
  readonly clock: () => Date;
  /** The aggregates of this service, by name. */
  readonly aggregates: ReadonlyMap<string, AnyAggregate>;
}

/** Answers a command. @throws {CallError} when it is refused */
export async function handleCommand(
  rpc: Rpc & { readonly does: CommandRpc },
  request: Request,
  { caller, scope, bytes }: Admitted,
  metadata: Metadata,
  parts: CommandParts,
): Promise<CommandReply> {
  const { does } = rpc;
  checkSites(rpc, request, scope);
  await checkReferences(does, request, parts);
  const expectedVersion = expectedVersionOf(metadata);
  const answer = await parts.store.execute(
    does.aggregate,
    String(request[does.idField]),
    { $case: does.name, value: request },
    {
      commandId: commandIdOf(metadata),
      requestHash: createHash('sha256').update(rpc.path).update(bytes).digest().subarray(0, 16),
      actor: caller.subject,
      traceparent: traceparentOf(metadata),
      expectedVersion,
      check: (state) =>
        whyNotHere(does, request, state, { scope, today: dayOf(parts.clock()), expectedVersion }),
    },
  );
  if (isRefusal(answer)) throw new CallError(answer.code, answer.message, answer.field);
  return {
    stream: answer.stream,
    version: BigInt(answer.version),
    token: answer.commitId === undefined ? '' : Buffer.from(answer.commitId).toString('base64url'),
    repeated: answer.repeated,
  };
}

function checkSites(
  { does, permission }: Rpc & { readonly does: CommandRpc },
  request: Request,
  scope: Sites,
): void {
  if (scope === 'all') return;
  const sites = does.sites?.(request) ?? [];
  if (sites.length === 0 && does.aggregate.sites === undefined) requireEverywhere(scope, permission);
  for (const { path, value } of sites)
    if (!scope.has(value))
      throw new CallError(
        'OUT_OF_SCOPE',
        `The permission ${permission} is not held at the site ${value}.`,
        path,
      );
}

/**
 * Why the caller may not do this to this thing. A thing outside the caller's sites is answered exactly as one that does
 * not exist: who may not see it cannot find out whether it is there.
 */
function whyNotHere(
  { aggregate, name, needsExisting, idField }: CommandRpc,
  request: Request,
  state: unknown,
  { scope, today, expectedVersion }: { scope: Sites; today: string; expectedVersion: number | undefined },
): Refusal | undefined {
  const exists = state !== aggregate.initial;
  const inScope =
    scope === 'all' || !exists || (aggregate.sites?.(state, today) ?? []).some((site) => scope.has(site));
  if (needsExisting && (!exists || !inScope))
    return refuse('NOT_FOUND', `There is no ${aggregate.name} ${String(request[idField])}`, undefined);
  if (inScope) return undefined;
  if (expectedVersion)
    return refuse('VERSION_CONFLICT', `expected version ${expectedVersion}, but it is at 0`);
  // It is to be made, and its id is taken at a site that the caller does not see: say what the rules say of that.
  const decision = aggregate.decide[name]!(request, state);
  return isRefusal(decision)
    ? decision
    : refuse('NOT_FOUND', `There is no ${aggregate.name} ${String(request[idField])}`);
}

async function checkReferences(
  { references }: CommandRpc,
  request: Request,
  { store, aggregates, clock }: CommandParts,
): Promise<void> {
  if (references.length === 0) return;
  const on = typeof request.on === 'string' && request.on !== '' ? request.on : dayOf(clock());
  const found = references.flatMap(({ aggregate: name, find }) => {
    const aggregate = aggregates.get(name);
    // Things of other services are not this one's to judge.
    return aggregate === undefined ? [] : find(request).map((marked) => ({ aggregate, ...marked }));
  });
  await Promise.all(
    found.map(async ({ aggregate, path, value }) => {
      const { state, version } = await store.load(aggregate, value);
      if (version === 0)
        throw new CallError('REFERENCE_UNKNOWN', `There is no ${aggregate.name} ${value}.`, path);
      if (aggregate.isOpen !== undefined && !aggregate.isOpen(state, on))
        throw new CallError('REFERENCE_CLOSED', `The ${aggregate.name} ${value} is not open on ${on}.`, path);
    }),
  );
}

function commandIdOf(metadata: Metadata): string {
  const id = metadata.get(metadataKeys.commandId);
  if (id === undefined) return randomUUID();
  if (!/^[\x21-\x7e]{1,200}$/.test(id))
    throw new CallError(
      'INVALID_REQUEST',
      `${metadataKeys.commandId} must be 1 to 200 visible ASCII characters.`,
    );
  return id;
}

function expectedVersionOf(metadata: Metadata): number | undefined {
  const given = metadata.get(metadataKeys.expectedVersion);
  if (given === undefined) return undefined;
  if (!/^\d{1,15}$/.test(given))
    throw new CallError(
      'INVALID_REQUEST',
      `${metadataKeys.expectedVersion} must be a whole number, not ${given}.`,
    );
  return Number(given);
}

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);
