import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

const secrets = ['authorization', 'token', 'password'].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * Makes the log of a service: one JSON object a line on standard output. Tokens and passwords are struck out.
 * @param name of the service, for instance `people`
 * @param level `trace` to `fatal`, or `silent`. Default: LINCHPIN_LOG_LEVEL, else `info`.
 */
export const createLogger = (
  name: string,
  level = process.env.LINCHPIN_LOG_LEVEL ?? 'info',
  destination?: DestinationStream,
): Logger =>
  pino(
    {
      name,
      level,
      redact: { paths: secrets, censor: '[struck out]' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? pino.destination(1),
  );
