export { commandIdOf } from './command-id.js';
export type { Counters } from './counters.js';
export { UnknownProcessError } from './errors.js';
export type { Execute } from './handler.js';
export { openProcesses, type Processes, type ProcessesOptions, type Redriven } from './open-processes.js';
export type { Parked, ProcessStatus } from './status.js';
