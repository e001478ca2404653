export * from './bind.js';
export type * from './cursor.js';
export type * from './definition.js';
export * from './errors.js';
export type * from './ports.js';
export * from './service.js';
