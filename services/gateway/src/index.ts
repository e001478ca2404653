export * from './app.js';
export type { RawClient, ServiceError } from './rest/raw-client.js';
export * from './server.js';
