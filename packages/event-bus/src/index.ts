export * from './errors.js';
export * from './event-bus.js';
export * from './gap-detector.js';
export * from './partition-of.js';
export * from './topics.js';
