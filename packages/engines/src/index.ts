export {
  EngineError,
  type EngineErrorCode,
  endPrograms,
  type Progress,
  writeError,
} from '../provision/index.mjs';
export * from './keeper.js';
export * from './ports.js';
export * from './resolve-engines.js';
export * from './start-kafka.js';
export * from './start-mongod.js';
