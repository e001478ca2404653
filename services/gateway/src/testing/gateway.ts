import { create, type DescMessage, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { createVerifier } from '@linchpin/access';
import { registry } from '@linchpin/contracts/descriptors';
import type { RawCall, RawClient } from '@linchpin/service-kit';
import { createTestIssuer, groupAdmin } from '@linchpin/service-kit/testing';
import { createLogger } from '@linchpin/telemetry';
import { createApp } from '../app.js';
import { listen } from '../server.js';

/** A call that reached the owning service. */
export interface Received {
  readonly path: string;
  readonly message: Record<string, unknown>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * A gateway that listens on a free port, before an owner at the wire that keeps what it was sent and answers with
 * `reply`: an init of the RPC's output, or an error to throw.
 */
export async function startGateway() {
  const issuer = await createTestIssuer();
  const received: Received[] = [];
  let reply: unknown = {};
  const owner: RawClient = {
    async call(path, request, options: RawCall = {}) {
      if (path.startsWith('/grpc.health.')) return { responseBytes: new Uint8Array([8, 1]) };
      const [service, method] = path.slice(1).split('/');
      const rpc = registry.getService(service!)!.methods.find(({ name }) => name === method)!;
      const message = fromBinary(rpc.input, request) as unknown as Record<string, unknown>;
      received.push({ path, message, metadata: options.metadata ?? {} });
      if (reply instanceof Error) throw reply;
      const output = create(rpc.output, reply as MessageInitShape<DescMessage>);
      return { responseBytes: toBinary(rpc.output, output) };
    },
    async *stream() {},
    close() {},
  };
  const log = createLogger('gateway', 'silent');
  const verifier = createVerifier(issuer.trust);
  const app = createApp({ registry, verifier, services: new Map([['people', owner]]), log });
  const server = await listen(app, '127.0.0.1:0');
  const token = await issuer.token(groupAdmin);
  return {
    app,
    received,
    token,
    address: server.address,
    close: server.close,
    replyWith: (answer: unknown) => {
      reply = answer;
    },
    fetch: (path: string, init: RequestInit = {}) =>
      fetch(server.address + path, {
        redirect: 'manual',
        ...init,
        headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
      }),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(server.address + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

export type TestGateway = Awaited<ReturnType<typeof startGateway>>;
