import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that listens. */
export interface RunningServer {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  /** Takes no more connections, and resolves when the answers under way have been given, or after 10 s. */
  close(): Promise<void>;
}

const drainMs = 10_000;

/** Listens with limits that a slow or hostile client cannot outwait. */
export async function listen(app: RequestListener, address: string): Promise<RunningServer> {
  const server = createServer(
    { headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 1000 },
    app,
  );
  server.maxConnections = 1000;
  server.setTimeout(30_000);
  const url = new URL(`http://${address}`);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(url.port || 80), url.hostname.replace(/^\[|\]$/g, ''), resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { address: `http://${url.hostname}:${port}`, close: () => drain(server) };
}

async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // A connection whose answer is given would otherwise be kept for a next request.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
