import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaultAudience, defaultIssuer, openKeyFiles, type Role, signToken } from '@linchpin/access';
import { CliError } from './errors.js';

/** Where a service is. */
export interface ServicePlace {
  readonly grpc?: string;
  readonly http?: string;
  readonly pid: number;
  readonly log: string;
}

/** Where an engine is, and how it came to be there. */
export interface EnginePlace {
  readonly how: string;
  /** Of an engine that the launcher runs as a process. */
  readonly pid?: number;
  readonly log?: string;
}

/** What the launcher says is where. */
export interface RunFile {
  readonly pid: number;
  readonly services: Readonly<Record<string, ServicePlace>>;
  readonly engines: {
    readonly mongodb: EnginePlace & { readonly url: string };
    readonly kafka: EnginePlace & { readonly brokers: string };
  };
  readonly issuer?: string;
  readonly audience?: string;
}

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly token?: string;
  readonly address?: string;
}

/** LINCHPIN_HOME, or the nearest `.linchpin` folder, from the working directory upwards. */
export function homeFolder(from = process.cwd()): string | undefined {
  if (process.env.LINCHPIN_HOME !== undefined) return process.env.LINCHPIN_HOME;
  const home = join(from, '.linchpin');
  if (existsSync(home)) return home;
  const parent = dirname(from);
  return parent === from ? undefined : homeFolder(parent);
}

/** What is running here; undefined when nothing is. */
export const runFile = (): RunFile | undefined => read<RunFile>('run.json');

/** The launcher that starts, runs or stops the platform here; undefined when there is none. */
export const launcher = (): { readonly pid: number } | undefined => read('launcher.json');

function read<Content>(name: string): Content | undefined {
  const home = homeFolder();
  const file = home === undefined ? undefined : join(home, name);
  return file === undefined || !existsSync(file)
    ? undefined
    : (JSON.parse(readFileSync(file, 'utf8')) as Content);
}

/** Where the people service is: `--address`, LINCHPIN_PEOPLE_ADDRESS, or what runs here. */
export const peopleAddress = (options: CommonOptions): string => addressOf('people', options);

/** Where a service is: `--address`, for instance LINCHPIN_PEOPLE_ADDRESS, or what runs here. */
export function addressOf(service: string, { address }: CommonOptions): string {
  const named = process.env[`LINCHPIN_${service.toUpperCase().replaceAll('-', '_')}_ADDRESS`];
  const found = address ?? named ?? runFile()?.services[service]?.grpc;
  if (typeof found === 'string') return found;
  throw new CliError(
    'NOT_RUNNING',
    `Linchpin is not running here. Start it with "npm start", or name the ${service} service with --address.`,
  );
}

/** The token of `--token` or LINCHPIN_TOKEN; else one signed with the local key, for every site. */
export async function tokenOf({ token }: CommonOptions): Promise<string> {
  return token ?? process.env.LINCHPIN_TOKEN ?? localToken('group-admin', ['*']);
}

/** Signs a token with the key of the local installation. */
export async function localToken(role: Role, sites: readonly string[]): Promise<string> {
  const home = homeFolder();
  if (home === undefined || !existsSync(join(home, 'keys')))
    throw new CliError('NO_TOKEN', 'There is no token: give one with --token or LINCHPIN_TOKEN.');
  const { key } = await openKeyFiles(join(home, 'keys'));
  const run = runFile();
  return signToken(key, {
    subject: 'linchpin-cli',
    grants: [{ role, sites }],
    issuer: process.env.LINCHPIN_ISSUER ?? run?.issuer ?? defaultIssuer,
    audience: process.env.LINCHPIN_AUDIENCE ?? run?.audience ?? defaultAudience,
  });
}
