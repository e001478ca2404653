export * from './start-test-service.js';
export * from './test-configuration.js';
export * from './test-issuer.js';
