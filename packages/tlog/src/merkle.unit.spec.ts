import { describe, expect, it } from 'vitest';
import { auditPath, leafHash, merkleRoot, rootOf } from './merkle.js';

const leaves = (count: number) => Array.from({ length: count }, (_, index) => leafHash(Buffer.from([index])));

describe('the Merkle tree', () => {
  // The vectors of certificate-transparency's reference implementation of RFC 6962.
  const inputs = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ];
  it('has the roots of RFC 6962', () => {
    const hashes = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex')));
    expect(Buffer.from(merkleRoot(hashes.slice(0, 1))).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(Buffer.from(merkleRoot(hashes)).toString('hex')).toBe(
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    );
  });

  it('proves each leaf of a tree of any size, and no other leaf, place or size', () => {
    for (let count = 1; count <= 33; count++) {
      const all = leaves(count);
      const root = merkleRoot(all);
      for (let index = 0; index < count; index++) {
        const path = auditPath(all, index);
        expect(rootOf(all[index]!, index, count, path)).toEqual(root);
        expect(rootOf(leafHash(Buffer.from('other')), index, count, path)).not.toEqual(root);
        if (count > 1) expect(rootOf(all[index]!, index, count, path.slice(1))).not.toEqual(root);
        if (count > 1) expect(rootOf(all[index]!, (index + 1) % count, count, path)).not.toEqual(root);
      }
    }
  });
});
