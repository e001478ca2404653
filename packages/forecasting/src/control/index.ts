export * from './attributes.js';
export { d2, d3, d4 } from './constants.js';
export type { ControlPoint, Phase } from './control-chart.js';
export { type NelsonRule, nelsonRules, nelsonSignals } from './nelson-rules.js';
export * from './phases-after.js';
export * from './xmr.js';
