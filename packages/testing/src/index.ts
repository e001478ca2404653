export * from './projection-spec.js';
export * from './spec.js';
