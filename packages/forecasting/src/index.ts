export * from './series/index.js';
