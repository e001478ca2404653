import type { Problem } from '../model/problem.js';
import type { Incumbent } from '../search/incumbent.js';

/** What a worker of the solver is to do. */
export interface WorkerTask {
  readonly problem: Problem;
  readonly role: 'search' | 'mip' | 'both';
  readonly seed: number;
  readonly seconds: number | undefined;
  readonly iterations: number | undefined;
  readonly start: Incumbent | undefined;
  /** One shared 32-bit number: anything but 0 means stop. */
  readonly stop: Int32Array;
}

/** What workers tell. */
export type FromWorker =
  | { readonly kind: 'improved'; readonly found: Incumbent }
  | { readonly kind: 'bound'; readonly bound: number }
  | { readonly kind: 'done' };

/** What workers are told: what another found. */
export type ToWorker = Extract<FromWorker, { kind: 'improved' }>;
