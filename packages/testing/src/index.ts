export { startTestService, type TestService } from '@linchpin/service-kit/testing';
export * from './projection-spec.js';
export * from './spec.js';
