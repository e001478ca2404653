export { type Change, type ChangeKind, type ChangeReport, changeKinds, type Scale } from './change.js';
export { describeChange } from './describe-change.js';
export { changeDetector, detectChanges } from './detect-changes.js';
