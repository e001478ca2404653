export * from './errors.js';
export * from './finding.js';
export * from './group-state.js';
export { type Mapping, parseMapping } from './mapping.js';
export * from './plan.js';
export * from './planned-command.js';
export * from './read-employees.js';
export * from './record.js';
export { openDepartment, openPosition, openSite } from './to-contract.js';
