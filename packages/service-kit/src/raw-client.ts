import { Client, credentials, type ServiceError as GrpcError, Metadata } from '@grpc/grpc-js';
import { clientOptions } from './client-options.js';
import { defaultDeadlineMs } from './deadline.js';
import type { ServiceError } from './errors.js';
import { retryUnavailable } from './retry.js';
import { richStatusKey } from './rich-status.js';
import { serviceErrorOf } from './service-error-of.js';

/** What goes with a raw call. */
export interface RawCall {
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** When the answer is no longer wanted. Default: in 30 s. */
  readonly deadline?: Date | undefined;
  /** Cancels the call. */
  readonly signal?: AbortSignal | undefined;
}

/** Calls RPCs by their path, with messages as bytes: for edges that translate and do not interpret. */
export interface RawClient {
  /**
   * Calls a unary RPC.
   * @param path for instance `/linchpin.people.v1.SiteService/Open`
   * @throws {ServiceError} when the service refuses, fails, or is not there. UNAVAILABLE is tried again within the deadline.
   */
  call(path: string, request: Uint8Array, options?: RawCall): Promise<{ readonly responseBytes: Uint8Array }>;
  /** Calls a server-streaming RPC. @throws {ServiceError} as {@link call} does, without trying again. */
  stream(path: string, request: Uint8Array, options?: RawCall): AsyncIterable<Uint8Array>;
  close(): void;
}

/** Creates a raw client of the service at `host:port`. It connects on the first call, and again when it must. */
export function createRawClient(address: string): RawClient {
  const client = new Client(address, credentials.createInsecure(), clientOptions);

  const once = (path: string, request: Uint8Array, options: RawCall, deadline: Date): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      const call = client.makeUnaryRequest(
        path,
        asBuffer,
        identity,
        request,
        metadataOf(options.metadata),
        { deadline },
        (error, response) => {
          options.signal?.removeEventListener('abort', cancel);
          if (error !== null) reject(errorOf(error));
          else resolve(response!);
        },
      );
      const cancel = (): void => call.cancel();
      if (options.signal?.aborted) cancel();
      else options.signal?.addEventListener('abort', cancel, { once: true });
    });

  return {
    async call(path, request, options = {}) {
      const deadline = options.deadline ?? new Date(Date.now() + defaultDeadlineMs);
      const responseBytes = await retryUnavailable(
        () => once(path, request, options, deadline),
        deadline.getTime(),
        options.signal,
      );
      return { responseBytes };
    },
    async *stream(path, request, options = {}) {
      const { deadline, signal } = options;
      const call = client.makeServerStreamRequest(
        path,
        asBuffer,
        identity,
        request,
        metadataOf(options.metadata),
        deadline === undefined ? {} : { deadline },
      );
      const cancel = (): void => call.cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        for await (const message of call) yield message as Uint8Array;
      } catch (error) {
        throw errorOf(error as GrpcError);
      } finally {
        signal?.removeEventListener('abort', cancel);
        call.cancel();
      }
    },
    close: () => client.close(),
  };
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const identity = (bytes: Buffer): Uint8Array => bytes;

function metadataOf(values: Readonly<Record<string, string>> = {}): Metadata {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(values)) metadata.set(key, value);
  return metadata;
}

const errorOf = (error: GrpcError): ServiceError => {
  const [rich] = error.metadata?.get(richStatusKey) ?? [];
  return serviceErrorOf(error.code, error.details, rich instanceof Uint8Array ? rich : undefined, error);
};
