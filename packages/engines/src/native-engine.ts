import type { EngineError, Progress } from '../provision/index.mjs';
import type { Exit, Keeper, KeptProcess } from './keeper.js';

/** What an engine that runs as a process of ours is given. */
export interface NativeOptions {
  /** The folder that keeps downloaded engines. */
  readonly cache: string;
  readonly dataFolder: string;
  readonly logFolder: string;
  readonly port: number;
  readonly keeper: Keeper;
  readonly progress: Progress;
}

/** An engine that runs as a process of ours, and is ready. */
export interface NativeEngine {
  /** MongoDB's connection string, Kafka's list of brokers. */
  readonly address: string;
  /** Where it comes from, for people. */
  readonly how: string;
  readonly log: string;
  readonly process: KeptProcess;
  /** Says why it ended. */
  failure(exit: Exit): Promise<EngineError>;
}
