export { canonicalBytes, commitHash, readCanonicalBytes, segmentHash } from './canonical.js';
export { type Commit, commitIdOf, streamOfCommit } from './commit.js';
export * from './errors.js';
export * from './event-store.js';
export type { Accepted, CommandMeta } from './executor.js';
export { GroupCommitter, type GroupCommitterOptions } from './group-committer.js';
export { Lease } from './lease.js';
export type { Log } from './log.js';
export { LogReader, type ReadOptions } from './log-reader.js';
export type { CommitProof, LogTree, TreeHead } from './log-tree.js';
export {
  type SealedRun,
  type Sequencer,
  type SequencerOptions,
  type SequencerStatus,
  startSequencer,
} from './sequencer.js';
export type { Verdict } from './verify-log.js';
