export * from './bind.js';
export * from './client.js';
export type * from './cursor.js';
export type * from './definition.js';
export * from './errors.js';
export * from './metadata-keys.js';
export type * from './ports.js';
export * from './raw-client.js';
export * from './service.js';
