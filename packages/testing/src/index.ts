export { startTestService, type TestService } from '@linchpin/service-kit/testing';
export * from './process-spec.js';
export { type GivenEvent, happened, type ProjectionGiven, projectionSpec } from './projection-spec.js';
export * from './spec.js';
