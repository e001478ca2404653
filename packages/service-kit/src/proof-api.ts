import { setTimeout as pause } from 'node:timers/promises';
import { ProofServiceDefinition, type RepublishProgress } from '@linchpin/contracts/platform';
import type { EventBus, PublisherStateStore, Verification } from '@linchpin/event-bus';
import type { EventStore } from '@linchpin/event-store';
import { NotLeadingError } from '@linchpin/event-store';
import { formatProof, type NoteSigner, signCheckpoint } from '@linchpin/tlog';
import { type BoundApi, bind } from './bind.js';
import { entry } from './entry.js';
import { CallError, notFound } from './errors.js';
import { requireSigner } from './own-checkpoint.js';

/** With what a service proves its log and its topics. */
export interface ProofParts {
  readonly service: string;
  readonly store: EventStore;
  readonly publications: PublisherStateStore;
  readonly signer: NoteSigner | undefined;
  readonly bus: EventBus;
  /** The aggregates that have topics. */
  readonly aggregates: readonly string[];
  readonly republish: (aggregates: readonly string[]) => Promise<void>;
}

/** How often the progress of publishing again is told, in milliseconds. */
const progressMs = 250;

/** The proofs that every service gives. */
export function proofApi(parts: ProofParts): BoundApi {
  const { service, store, signer } = parts;
  const enter = entry(service);
  return bind(ProofServiceDefinition, {
    queries: {
      async getCheckpoint(request, context) {
        enter(request, context, 'platform.log.read');
        const key = requireSigner(signer);
        const tree = await store.log.tree();
        const earlier = Number(request.continues);
        if (earlier > tree.size)
          throw new CallError(
            'LOG_SHORTER',
            `The log has ${tree.size} commits, fewer than ${earlier}: its end was cut off.`,
            'continues',
          );
        return {
          checkpoint: await signCheckpoint(await tree.head(), key),
          publicKey: key.verifierKey,
          consistency: (await tree.proveConsistency(earlier)).map((hash) => Buffer.from(hash)),
        };
      },
      async proveEvent(request, context) {
        enter(request, context, 'platform.log.read');
        const key = requireSigner(signer);
        const commitId = await store.log.commitOfEvent(request.stream, Number(request.version));
        const tree = await store.log.tree();
        const proof = commitId === undefined ? undefined : await tree.prove(commitId);
        if (proof === undefined)
          throw notFound(`event ${request.stream}#${request.version} in the sealed log of ${service}.`);
        return { proof: formatProof({ ...proof, checkpoint: await signCheckpoint(await tree.head(), key) }) };
      },
      async verifyTopics(request, context) {
        enter(request, context, 'platform.log.read');
        const { events, repeats, problems, ...rest } = await verifyTopics(parts, context.signal);
        return {
          ...rest,
          events: BigInt(events),
          repeats: BigInt(repeats),
          problems: [...problems],
          damaged: [...rest.damaged],
        };
      },
      async *republishLog(request, context) {
        enter(request, context, 'platform.log.republish');
        const unknown = request.aggregates.find((name) => !parts.aggregates.includes(name));
        if (unknown !== undefined) throw notFound(`aggregate ${unknown} here.`);
        const aggregates =
          request.aggregates.length > 0
            ? request.aggregates
            : [...(await verifyTopics(parts, context.signal)).damaged];
        yield* republished(parts, aggregates);
      },
    },
  });
}

async function verifyTopics(
  { bus, aggregates, publications, store }: ProofParts,
  signal: AbortSignal,
): Promise<Verification> {
  const published = (await publications.load())?.position ?? 0;
  // The log is read after the topics, and so holds all that they do.
  async function* log() {
    yield* store.log.read({ from: 1, signal });
  }
  return bus.verify({ aggregates, log: log(), published });
}

/** It goes on when the caller is gone. Without aggregates there is nothing to do, and that is all that is said. */
async function* republished(
  { store, publications, republish }: ProofParts,
  aggregates: string[],
): AsyncGenerator<RepublishProgress> {
  const head = await store.log.head();
  if (aggregates.length > 0)
    try {
      await republish(aggregates);
    } catch (error) {
      throw error instanceof NotLeadingError ? new CallError(error.code, error.message) : error;
    }
  for (;;) {
    const position = (await publications.load())?.position ?? 0;
    yield { aggregates, position: BigInt(position), head: BigInt(head) };
    if (position >= head || aggregates.length === 0) return;
    await pause(progressMs);
  }
}
