export * from './launch.js';
export * from './launch-detached.js';
