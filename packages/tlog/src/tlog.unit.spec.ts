import { createPrivateKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CompactRange,
  consistencyPath,
  ed25519Signer,
  formatProof,
  inclusionPath,
  leafHash,
  merkleRoot,
  newNoteKey,
  openCheckpoint,
  openProof,
  rootOf,
  signCheckpoint,
  verifyConsistency,
} from './index.js';

const leaves = Array.from({ length: 130 }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));
const rootAt = (size: number) => merkleRoot(leaves.slice(0, size));
const subtree = async (level: number, index: number) =>
  merkleRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
const sizes = fc.integer({ min: 1, max: leaves.length });

describe('a tree', () => {
  it('has the same root however it is put together', () => {
    const range = new CompactRange();
    for (const [index, leaf] of leaves.entries()) {
      expect(range.root()).toEqual(rootAt(index));
      range.append(leaf);
    }
    expect(range.root()).toEqual(rootAt(leaves.length));
  });

  it('proves each of its leaves, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (size, any, other) => {
        const index = any % size;
        const path = await inclusionPath(subtree, index, size);
        expect(rootOf(leaves[index]!, index, size, path)).toEqual(rootAt(size));
        if (other % size !== index)
          expect(rootOf(leaves[other % size]!, index, size, path)).not.toEqual(rootAt(size));
      }),
    );
  });

  it('proves that it continues each earlier one, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (size, any, bit) => {
        const earlier = { size: (any % size) + 1, root: rootAt((any % size) + 1) };
        const later = { size, root: rootAt(size) };
        const path = await consistencyPath(subtree, earlier.size, size);
        expect(verifyConsistency(earlier, later, path)).toBe(true);
        const root = Buffer.from(earlier.root);
        root[bit % 32]! ^= 1 << (bit % 8);
        expect(verifyConsistency({ ...earlier, root }, later, path)).toBe(false);
        expect(verifyConsistency(earlier, { ...later, root }, path)).toBe(false);
        expect(verifyConsistency(earlier, later, [...path, root])).toBe(false);
        if (path.length > 0) expect(verifyConsistency(earlier, later, path.slice(1))).toBe(false);
      }),
    );
    expect(verifyConsistency({ size: 0, root: rootAt(0) }, { size: 3, root: rootAt(3) }, [])).toBe(true);
  });
});

describe('a checkpoint and a proof', () => {
  const signer = ed25519Signer('linchpin/test', createPrivateKey(newNoteKey()));
  const leaf = Buffer.from('leaf 5');
  const proof = async () =>
    formatProof({
      leaf,
      index: 5,
      path: await inclusionPath(subtree, 5, 20),
      checkpoint: await signCheckpoint({ size: 20, root: rootAt(20) }, signer),
    });

  it('are read by who has the key', async () => {
    const checkpoint = await signCheckpoint({ size: 20, root: rootAt(20) }, signer);
    const read = { origin: 'linchpin/test', size: 20, root: rootAt(20) };
    expect(openCheckpoint(checkpoint, signer.verifierKey)).toEqual(read);
    expect(openProof(await proof(), signer.verifierKey)).toEqual({ leaf, index: 5, checkpoint: read });
  });

  it('are refused under another key, and with any character changed', async () => {
    const other = ed25519Signer('linchpin/test', createPrivateKey(newNoteKey()));
    const file = await proof();
    expect(() => openProof(file, other.verifierKey)).toThrow(/not signed by the key/);
    for (let at = 0; at < file.length; at++) {
      const changed = file.slice(0, at) + (file[at] === 'A' ? 'B' : 'A') + file.slice(at + 1);
      expect(() => openProof(changed, signer.verifierKey), `at ${at} of\n${changed}`).toThrow();
      expect(() => openProof(file.slice(0, at), signer.verifierKey)).toThrow();
    }
  });

  it('need a key that is one', async () => {
    const file = await proof();
    expect(() => openProof(file, 'linchpin/test+00000000+AAAA')).toThrow(/not the public key of a log/);
    const rsa = 'linchpin test';
    expect(() => ed25519Signer(rsa, createPrivateKey(newNoteKey()))).toThrow(/cannot be the name/);
  });
});
