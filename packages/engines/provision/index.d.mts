export type EngineErrorCode =
  | 'NO_JAVA'
  | 'NO_MAVEN'
  | 'NO_MONGOD'
  | 'DOWNLOAD_FAILED'
  | 'DISK_FULL'
  | 'NOT_WRITABLE'
  | 'PORT_IN_USE'
  | 'NOT_READY'
  | 'ENGINE_STOPPED';

export declare class EngineError extends Error {
  readonly code: EngineErrorCode;
  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions);
}

export type Progress = (text: string) => void;

export declare function dockerAnswers(): Promise<boolean>;
export declare function findProgram(name: string): Promise<string | undefined>;
export declare function run(
  program: string,
  args: readonly string[],
  options?: { cwd?: string; env?: NodeJS.ProcessEnv; timeoutMs?: number; show?: boolean },
): Promise<{ ok: boolean; output: string }>;
/** Ends every program that provisioning has started; for a process that is about to end. */
export declare function endPrograms(): Promise<void>;
/** The error for a file that could not be written; a full disk is named as such. */
export declare function writeError(cause: unknown, doing: string, folder: string): EngineError;
export declare function diskFull(doing: string, folder: string, cause?: unknown): EngineError;
export declare function saysDiskFull(text: string): boolean;
export declare function nativeEngines(): Promise<{ mongodb: boolean; kafka: boolean }>;
export declare function provision(
  cache: string,
  progress: Progress,
  only: { mongodb?: boolean; kafka?: boolean },
): Promise<void>;
export declare function provisionKafka(
  cache: string,
  progress: Progress,
): Promise<{ java: string; libs: string; version: string }>;
export declare function provisionMongod(
  cache: string,
  progress: Progress,
): Promise<{ mongod: string; how: string }>;
