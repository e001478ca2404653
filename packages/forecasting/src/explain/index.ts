export * from './explain.js';
export type { Line, Side } from './line.js';
export { type Parts, partNames } from './parts.js';
