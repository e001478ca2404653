import { readFile, statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { diskFull, EngineError, saysDiskFull } from '../provision/index.mjs';
import type { Exit, KeptProcess } from './keeper.js';

/** What is being waited for. */
export interface Waiting {
  readonly name: 'MongoDB' | 'Kafka';
  readonly process: KeptProcess;
  readonly log: string;
  readonly dataFolder: string;
  readonly port: number;
  /** True when it is ready; a throw counts as not yet. */
  readonly isReady: () => Promise<boolean>;
  readonly timeoutMs: number;
}

const pauseMs = 100;
const stopGraceMs = 2_000;
const attemptMs = 5_000;

/** An answer that does not come in time counts as not yet. */
const isReadySoon = ({ isReady }: Waiting): Promise<boolean> =>
  Promise.race([isReady().catch(() => false), sleep(attemptMs, false, { ref: false })]);

/** Waits until an engine is ready. @throws {EngineError} when it ends, or is not ready in time, with the reason from its log. */
export async function waitUntilReady(waiting: Waiting): Promise<void> {
  const until = Date.now() + waiting.timeoutMs;
  let ended: Exit | undefined;
  void waiting.process.exited.then((exit) => {
    ended = exit;
  });
  while (!(await isReadySoon(waiting))) {
    if (ended !== undefined) throw await failureOf(waiting, ended);
    // On a full disk an engine may wait for ever instead of ending.
    if (await isFull(waiting.dataFolder)) {
      await waiting.process.stop(stopGraceMs);
      throw diskFull(`Starting ${waiting.name}`, waiting.dataFolder);
    }
    if (Date.now() > until) {
      await waiting.process.stop(stopGraceMs);
      const seconds = Math.round(waiting.timeoutMs / 1000);
      throw new EngineError(
        'NOT_READY',
        `${waiting.name} was not ready within ${seconds} s. Its log is ${waiting.log}.`,
      );
    }
    await sleep(pauseMs);
  }
}

/** Why an engine ended, from the end of its log: a sentence with what to do. */
export async function failureOf(
  { name, log, dataFolder, port }: Omit<Waiting, 'process' | 'isReady' | 'timeoutMs'>,
  exit: Exit,
): Promise<EngineError> {
  const tail = await endOf(log);
  // An engine on a full disk may not even be able to say so in its log.
  if (saysDiskFull(tail) || (await isFull(dataFolder))) return diskFull(`Running ${name}`, dataFolder);
  if (/Address already in use/i.test(tail)) {
    return new EngineError(
      'PORT_IN_USE',
      `${name} could not listen on 127.0.0.1:${port}: another program uses that port. Start again to take another one.`,
    );
  }
  const how = exit.signal ? `was killed by ${exit.signal}` : `ended with code ${exit.code}`;
  return new EngineError(
    'ENGINE_STOPPED',
    `${name} ${how}. Its log is ${log}. Start again; the data is still there.`,
  );
}

const fullBelowBytes = 10_000_000;

const isFull = (folder: string): Promise<boolean> =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize < fullBelowBytes,
    () => false,
  );

const keptEnd = 20_000;
const endOf = (file: string): Promise<string> =>
  readFile(file, 'utf8').then(
    (text) => text.slice(-keptEnd),
    () => '',
  );
