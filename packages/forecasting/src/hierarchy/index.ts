export * from './hierarchy.js';
export * from './minor-units.js';
export * from './reconcile.js';
