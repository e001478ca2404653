import { spawn, spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@linchpin/engines/testing';
import { ed25519Signer, formatProof, newNoteKey, signCheckpoint } from '@linchpin/tlog';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIndexes } from './indexes.js';
import { Log } from './log.js';
import { segmentsOf } from './segment.js';
import { Random } from './testing/random.js';
import { randomLog, store } from './testing/sealed.js';

/** What testing/sumdb/main.go takes. */
type Check =
  | { kind: 'checkpoint'; key: string; note: string }
  | { kind: 'consistency'; key: string; earlier: string; note: string; path: string[] }
  | { kind: 'inclusion'; key: string; proof: string };

const folder = fileURLToPath(new URL('./testing/sumdb', import.meta.url));
/** Without Go, or without the module, which Go downloads. */
const noGo = spawnSync('go', ['mod', 'download'], { cwd: folder }).status !== 0;

/** What Go says: an empty text for what it accepts. */
async function askGo(checks: readonly Check[]): Promise<string[]> {
  const go = spawn('go', ['run', '.'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  go.stdin.end(JSON.stringify(checks));
  let answer = '';
  for await (const part of go.stdout) answer += part;
  return JSON.parse(answer);
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe.skipIf(noGo)("Go's sumdb packages", () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
    await createIndexes(database.db);
  });
  afterEach(() => database.drop());

  it('accept the checkpoints and proofs of a log, and none that was changed', async () => {
    const { db } = database;
    const log = new Log(db);
    const signer = ed25519Signer('linchpin/test', createPrivateKey(newNoteKey()));
    const stranger = ed25519Signer('linchpin/test', createPrivateKey(newNoteKey()));
    const key = signer.verifierKey;
    const { commits, segments } = randomLog(new Random(5), 600);
    const good: Check[] = [];
    const bad: Check[] = [];
    const earlier: { size: number; note: string }[] = [];
    await store(db, { commits, segments: [] });
    for (let from = 0; from < segments.length; from += 17) {
      await segmentsOf(db).insertMany(segments.slice(from, from + 17));
      const tree = await log.tree();
      const head = await tree.head();
      const note = await signCheckpoint(head, signer);
      good.push({ kind: 'checkpoint', key, note });
      bad.push({ kind: 'checkpoint', key: stranger.verifierKey, note });
      bad.push({ kind: 'checkpoint', key, note: note.replace(`\n${head.size}\n`, `\n${head.size + 1}\n`) });
      for (const { size, note: before } of earlier) {
        const path = (await tree.proveConsistency(size)).map(base64);
        good.push({ kind: 'consistency', key, earlier: before, note, path });
        bad.push({ kind: 'consistency', key, earlier: before, note, path: [...path, base64(head.root)] });
        bad.push({ kind: 'consistency', key, earlier: note, note: before, path });
      }
      earlier.push({ size: head.size, note });
      for (let index = 0; index < head.size; index += 37) {
        const found = (await tree.prove(commits[index]!._id))!;
        const { leaf, path } = found;
        good.push({ kind: 'inclusion', key, proof: formatProof({ ...found, checkpoint: note }) });
        const other = Buffer.from(leaf);
        other[index % other.length]! ^= 1;
        bad.push(
          { kind: 'inclusion', key, proof: formatProof({ ...found, leaf: other, checkpoint: note }) },
          { kind: 'inclusion', key, proof: formatProof({ ...found, index: index + 1, checkpoint: note }) },
          { kind: 'inclusion', key, proof: formatProof({ ...found, path: path.slice(1), checkpoint: note }) },
        );
      }
    }
    const said = await askGo([...good, ...bad]);
    expect(said).toHaveLength(good.length + bad.length);
    expect(said.slice(0, good.length).filter((each) => each !== '')).toEqual([]);
    expect(said.slice(good.length).filter((each) => each === '')).toEqual([]);
  }, 180_000);
});
