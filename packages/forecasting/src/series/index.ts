export * from './calendar.js';
export * from './errors.js';
export * from './series.js';
