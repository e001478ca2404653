/**
 * A gRPC command with 64 in flight, through token, permission, validation, scope, decision and durable append, beside an
 * empty call through the same server, in the same run. The server has a process of its own, the caller is this one.
 * `LINCHPIN_BENCH_SIZE=tiny` only shows that it runs. `LINCHPIN_BENCH_PROFILE=<folder>` writes a CPU profile of the server.
 */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { ListSitesRequest, OpenSite, RenameSite } from '@linchpin/contracts/people';
import { createRawClient, metadataKeys } from '../src/index.js';
import { createTestIssuer, groupAdmin, testConfiguration } from '../src/testing/index.js';

const tiny = process.env.LINCHPIN_BENCH_SIZE === 'tiny';
const inFlight = 64;
const streams = 512;
const calls = tiny ? 1_000 : 15_000;
const rounds = tiny ? 1 : 5;
const wanted = 0.6;
const paths = {
  open: '/linchpin.people.v1.SiteService/Open',
  rename: '/linchpin.people.v1.SiteService/Rename',
  empty: '/linchpin.people.v1.SiteService/ListSites',
};

const issuer = await createTestIssuer();
const { configuration, drop } = await testConfiguration(issuer);
const profile = process.env.LINCHPIN_BENCH_PROFILE;
const server = fork(join(import.meta.dirname, 'grpc-server.ts'), {
  execArgv: [...process.execArgv, ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])],
  serialization: 'advanced',
});
// Keys do not travel between processes, and no checkpoint is asked for here.
server.send({ ...configuration, logKey: undefined });
const [{ address, idleMb }] = (await Promise.race([
  once(server, 'message'),
  once(server, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${code} before it was ready`);
  }),
])) as [{ address: string; idleMb: number }];

const client = createRawClient(address);
const authorization = `Bearer ${await issuer.token(groupAdmin)}`;

/** Makes so many calls, 64 at a time, and tells how many there were a second. */
async function rate(count: number, path: string, request: (n: number) => Uint8Array): Promise<number> {
  let next = 0;
  const started = performance.now();
  const caller = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++)
      await client.call(path, request(n), {
        metadata: { [metadataKeys.authorization]: authorization, [metadataKeys.commandId]: randomUUID() },
      });
  };
  await Promise.all(Array.from({ length: inFlight }, caller));
  return (count / (performance.now() - started)) * 1000;
}

const siteOf = (n: number) => `site-${n % streams}`;
const opening = (n: number) =>
  OpenSite.encode({
    siteId: siteOf(n),
    name: 'Site',
    on: '2020-01-01',
    timeZone: 'America/New_York',
    entity: '',
  }).finish();
const renaming = (n: number) => RenameSite.encode({ siteId: siteOf(n), name: `Name ${n}` }).finish();
const nothing = ListSitesRequest.encode({ includeClosed: false, pageSize: 0, pageToken: '' }).finish();

await rate(streams, paths.open, opening);
await rate(calls / 5, paths.rename, renaming);
await rate(calls / 5, paths.empty, () => nothing);
const ratios: number[] = [];
console.log(`one gRPC server, ${inFlight} in flight, ${calls} calls a round; idle at ${idleMb} MB`);
for (let round = 1; round <= rounds; round++) {
  const empty = await rate(calls, paths.empty, () => nothing);
  const command = await rate(calls, paths.rename, renaming);
  ratios.push(command / empty);
  console.log(
    `round ${round}: empty ${empty.toFixed(0)}/s, command ${command.toFixed(0)}/s, ratio ${(command / empty).toFixed(2)}`,
  );
}
const median = ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)]!;
console.log(
  `median ratio ${median.toFixed(2)}, wanted at least ${wanted}: ${median >= wanted ? 'met' : 'not met'}`,
);

client.close();
const ended = once(server, 'exit');
server.disconnect();
await ended;
await drop();
process.exit(tiny || median >= wanted ? 0 : 1);
