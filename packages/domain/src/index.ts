export * from './aggregate.js';
export * from './cases.js';
export * from './codec.js';
export * from './decode-event.js';
export * from './logged-event.js';
export * from './process.js';
export * from './projection.js';
export * from './refusal.js';
