import { connect } from 'node:http2';

const timeoutMs = 2_000;
/** An empty message in gRPC's framing: not compressed, length 0. */
const emptyMessage = Buffer.alloc(5);
/** HealthCheckResponse { status: SERVING }: field 1, varint 1. */
const serving = Buffer.from([0x08, 0x01]);

/**
 * Whether a gRPC server says that it serves: grpc.health.v1.Health/Check of the server as a whole.
 * Wire format: gRPC over HTTP/2, and the health checking protocol.
 */
export function grpcServes(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connect(`http://${address}`);
    const finish = (ok: boolean) => {
      session.destroy();
      resolve(ok);
    };
    session.on('error', () => finish(false));
    session.setTimeout(timeoutMs, () => finish(false));
    const call = session.request({
      ':method': 'POST',
      ':path': '/grpc.health.v1.Health/Check',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const chunks: Buffer[] = [];
    call.on('data', (chunk: Buffer) => chunks.push(chunk));
    call.on('error', () => finish(false));
    call.on('end', () => finish(Buffer.concat(chunks).subarray(emptyMessage.length).equals(serving)));
    call.end(emptyMessage);
  });
}

/** Whether an HTTP server says that it is healthy. */
export const httpServes = (url: string): Promise<boolean> =>
  fetch(`${url}/health`, { signal: AbortSignal.timeout(timeoutMs) }).then(
    (response) => response.ok,
    () => false,
  );
