export type { Change, ChangeKind, ChangeReport, Scale } from './change.js';
export { describeChange } from './describe-change.js';
export { changeDetector, detectChanges } from './detect-changes.js';
