export * from './judged.js';
export * from './override.js';
export * from './value-added.js';
