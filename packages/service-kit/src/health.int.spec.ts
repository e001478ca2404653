import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { createServer } from 'nice-grpc';
import { HealthDefinition, HealthServiceImpl, HealthState } from 'nice-grpc-server-health';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { healthOf } from './health.js';

const state = HealthState();
const grpc = createServer();
let address: string;
const open: Server[] = [];

beforeAll(async () => {
  grpc.add(HealthDefinition, HealthServiceImpl(state));
  address = `127.0.0.1:${await grpc.listen('127.0.0.1:0')}`;
});
afterAll(async () => {
  await grpc.shutdown();
  for (const server of open) server.close();
});

async function portOf(server: Server): Promise<number> {
  open.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

it('tells a gRPC server that serves from one that says it does not', async () => {
  state.setStatus('healthy', '');
  expect(await healthOf({ grpc: address })).toBe('serving');
  state.setStatus('unhealthy', '');
  expect(await healthOf({ grpc: address })).toBe('not serving');
});

it('tells an HTTP server that serves from one that says it does not', async () => {
  let status = 200;
  const port = await portOf(
    createHttpServer(({ url }, response) => response.writeHead(url === '/health' ? status : 404).end()),
  );
  expect(await healthOf({ http: `http://127.0.0.1:${port}` })).toBe('serving');
  status = 503;
  expect(await healthOf({ http: `http://127.0.0.1:${port}` })).toBe('not serving');
});

it('has no answer where nobody listens, and in time where somebody is silent', async () => {
  const silent = createTcpServer();
  const port = await portOf(silent);
  const nobody = createTcpServer();
  const free = await portOf(nobody);
  nobody.close();
  for (const where of [`127.0.0.1:${free}`, `127.0.0.1:${port}`]) {
    expect(await healthOf({ grpc: where }, 300)).toBe('no answer');
    expect(await healthOf({ http: `http://${where}` }, 300)).toBe('no answer');
  }
}, 5_000);
