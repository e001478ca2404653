export * from './change/index.js';
export * from './chart/index.js';
export * from './control/index.js';
export * from './explain/index.js';
export * from './hierarchy/index.js';
export * from './input-error.js';
export * from './judgement/index.js';
export * from './series/index.js';
