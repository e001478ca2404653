import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../keeper/keeper.mjs', import.meta.url));

/** How a program ended; `requested` when it was told to stop. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly requested: boolean;
}

/** A program to run. */
export interface Program {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** The file that its output is appended to; without one the output is dropped. */
  readonly log?: string | undefined;
}

/** A running program. */
export interface KeptProcess {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Asks it to stop (SIGTERM) and kills it when it has not after the grace, in milliseconds. Default 10,000. */
  stop(graceMs?: number): Promise<Exit>;
}

/**
 * Starts programs that never outlive this process: a small keeper process runs them, and stops them when this process
 * ends, even by kill -9.
 */
export interface Keeper {
  /** @throws {Error} when the program cannot be started at all. */
  start(program: Program): Promise<KeptProcess>;
  /** Stops what still runs, and the keeper. */
  close(): Promise<void>;
}

type Message =
  | { id: number; pid: number }
  | { id: number; error: string }
  | { id: number; code: number | null; signal: NodeJS.Signals | null };

interface Entry {
  requested: boolean;
  process?: KeptProcess;
  started(process: KeptProcess): void;
  failed(error: Error): void;
  ended(exit: Exit): void;
  readonly exited: Promise<Exit>;
}

/** Opens a keeper; close it when done. */
export function openKeeper(): Keeper {
  const keeper = spawn(process.execPath, [script], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    detached: true,
  });
  const entries = new Map<number, Entry>();
  let lastId = 0;

  keeper.on('message', (message: Message) => {
    const entry = entries.get(message.id);
    if (entry === undefined) return;
    if ('pid' in message) entry.started(keptProcess(keeper, message, entry));
    else entries.delete(message.id);
    if ('error' in message) entry.failed(new Error(message.error));
    if ('code' in message)
      entry.ended({ code: message.code, signal: message.signal, requested: entry.requested });
  });
  const gone = new Promise<void>((resolve) => keeper.once('exit', () => resolve()));
  void gone.then(() => {
    for (const entry of entries.values()) {
      entry.failed(new Error('the process that keeps the engines has ended'));
      entry.ended({ code: null, signal: null, requested: entry.requested });
    }
    entries.clear();
  });

  return {
    start: (program) =>
      new Promise<KeptProcess>((started, failed) => {
        const id = ++lastId;
        const { promise: exited, resolve: ended } = withResolver<Exit>();
        entries.set(id, { requested: false, started, failed, ended, exited });
        keeper.send({ start: { ...program, id } }, (error) => error && failed(error));
      }),
    async close() {
      for (const entry of entries.values()) entry.requested = true;
      if (keeper.connected) keeper.disconnect();
      await gone;
    },
  };
}

function keptProcess(
  keeper: ChildProcess,
  { id, pid }: { id: number; pid: number },
  entry: Entry,
): KeptProcess {
  return {
    pid,
    exited: entry.exited,
    stop(graceMs) {
      entry.requested = true;
      if (keeper.connected) keeper.send({ stop: { id, graceMs } }, () => {});
      return entry.exited;
    },
  };
}

function withResolver<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((resolver) => {
    resolve = resolver;
  });
  return { promise, resolve };
}
