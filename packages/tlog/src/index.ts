export { type Checkpoint, openCheckpoint, signCheckpoint } from './checkpoint.js';
export { CompactRange } from './compact-range.js';
export * from './errors.js';
export { auditPath, leafHash, merkleRoot, nodeHash, rootOf, verifyConsistency } from './merkle.js';
export { ed25519Signer, type NoteSigner, newNoteKey } from './note.js';
export { formatProof, type LogProof, openProof } from './proof-file.js';
export { consistencyPath, inclusionPath, rangeHash, type Subtree } from './tree.js';
