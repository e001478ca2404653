export * from './projection-spec.js';
export * from './spec.js';
export * from './start-test-service.js';
