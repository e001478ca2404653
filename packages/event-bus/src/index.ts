export * from './bus.js';
export * from './describe-cluster.js';
export * from './errors.js';
export * from './event-bus.js';
export * from './gap-detector.js';
export { dataSchemaOf, headerNames } from './message.js';
export * from './partition-of.js';
export * from './topics.js';
