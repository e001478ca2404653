import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { writeError } from '../provision/index.mjs';

/** Ports on 127.0.0.1 by the name of what listens there. */
export type Ports<Name extends string> = Readonly<Record<Name, number>>;

/**
 * Gives each name a free port on 127.0.0.1: the one kept in the file while nobody else listens on it, else another, which
 * is kept from then on.
 */
export async function keepPorts<Name extends string>(
  file: string,
  names: readonly Name[],
  onMoved: (text: string) => void,
): Promise<Ports<Name>> {
  const kept = await readKept(file);
  const ports: Record<string, number> = {};
  for (const name of names) {
    const before = kept[name];
    const stays = before !== undefined && (await isFree(before));
    const port = stays ? before : await freePort();
    if (before !== undefined && !stays) {
      onMoved(
        `Port ${before}, used by ${name} last time, is taken by another program; ${name} moves to ${port}.`,
      );
    }
    ports[name] = port;
  }
  await write(file, { ...kept, ...ports });
  return ports as Ports<Name>;
}

/** Whether nobody listens on a port of 127.0.0.1. */
const isFree = (port: number): Promise<boolean> =>
  listen(port).then(
    () => true,
    () => false,
  );

/** A port of 127.0.0.1 that nobody listens on. */
export const freePort = (): Promise<number> => listen(0);

function listen(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}

/** A file that is not there, or is not what was written, counts as none: ports can always be chosen anew. */
const readKept = (file: string): Promise<Record<string, number>> =>
  readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Record<string, number>,
    () => ({}),
  );

async function write(file: string, ports: Readonly<Record<string, number>>): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(ports, null, 2)}\n`);
  } catch (error) {
    throw writeError(error, 'Writing the list of ports', dirname(file));
  }
}
