import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CliError } from '../errors.js';
import type { CompetitionFile } from './competition-file.js';

/** What statsforecast made of a file, by method. */
export interface PeerForecasts {
  readonly version: string;
  readonly methods: Readonly<Record<string, PeerMethod>>;
}

interface PeerMethod {
  readonly forecasts: readonly (readonly number[])[];
  /** By level in percent, one band a series; empty for methods run without. */
  readonly bands: Readonly<Record<string, readonly { lower: readonly number[]; upper: readonly number[] }[]>>;
  /** Processor time of one series. */
  readonly milliseconds: number;
}

/**
 * What statsforecast 2.1.1 was measured to reach over all 1,428 monthly series of the M3 competition, of which a file may
 * be a part: to be shown as recorded, where it is not run.
 */
export const recorded = {
  of: 'statsforecast 2.1.1 over all 1,428 monthly series of M3, recorded',
  owa: { AutoETS: 0.838, 'dynamic optimised Theta': 0.819, 'mean of AutoETS, DOT and AutoCES': 0.806 },
} as const;

const script = fileURLToPath(new URL('../../../bench/statsforecast/peer.py', import.meta.url));

/**
 * Runs statsforecast on the training parts of a file.
 * @param python one that can import statsforecast.
 * @throws {CliError} with what Python said, when it cannot.
 */
export function runStatsforecast(python: string, { series, period }: CompetitionFile): PeerForecasts {
  const { status, stdout, stderr, error } = spawnSync(python, [script], {
    input: JSON.stringify({ period, series }),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (error) throw new CliError(`${python} cannot be run: ${error.message}.`);
  if (status !== 0) throw new CliError(`statsforecast did not run: ${stderr.trim().split('\n').at(-1)}`);
  return JSON.parse(stdout) as PeerForecasts;
}
