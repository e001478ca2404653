import type { Logger } from '@linchpin/telemetry';
import type { RunningService } from './start-service.js';

/** How long an orderly end may take before the process ends without it, in milliseconds. */
const stopMs = 15_000;

/**
 * Starts something, keeps it until SIGTERM or SIGINT, stops it, and ends the process: with 0 when it was told to, with
 * 1 and a sentence on standard error when it could not start or go on.
 */
export async function runUntilSignal(
  name: string,
  log: Logger,
  start: (onFatal: (error: Error) => void) => Promise<RunningService>,
): Promise<void> {
  let end!: (error: Error | undefined) => void;
  const ended = new Promise<Error | undefined>((resolve) => {
    end = resolve;
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => end(undefined));
  const fatal = (error: unknown): void => end(error instanceof Error ? error : new Error(String(error)));
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);

  let running: RunningService | undefined;
  const starting = start(fatal).then((started) => {
    running = started;
    log.info({ address: started.address }, 'listening');
  }, fatal);
  const error = await ended;
  log.info(error === undefined ? 'told to end' : 'ending because of an error');
  const late = setTimeout(() => {
    process.stderr.write(`${name} did not end in ${stopMs} ms and was cut off.\n`);
    process.exit(1);
  }, stopMs);
  if (error === undefined) await starting;
  let broken = error;
  try {
    await running?.stop();
  } catch (failure) {
    log.error({ err: failure }, 'the end was not orderly');
    broken ??= failure as Error;
  }
  clearTimeout(late);
  if (broken !== undefined) {
    log.fatal({ err: broken }, 'ended');
    process.stderr.write(`${name} ended: ${broken.message}\n`);
  }
  process.exit(broken === undefined ? 0 : 1);
}
