import { type TestDatabase, testDatabase } from '@linchpin/engines/testing';
import { leafHash, merkleRoot, rootOf, verifyConsistency } from '@linchpin/tlog';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { commitHash, readCanonicalBytes } from './canonical.js';
import { createIndexes } from './indexes.js';
import { Log } from './log.js';
import { LogTree, tilesOf } from './log-tree.js';
import { segmentsOf } from './segment.js';
import { Random } from './testing/random.js';
import { headsOf, randomLog, store } from './testing/sealed.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
  await createIndexes(database.db);
});
afterEach(() => database.drop());

it('proves every commit, and each event by its commit, while the log grows', async () => {
  const { db } = database;
  const log = new Log(db);
  const { commits, segments } = randomLog(new Random(7), 700);
  const heads = headsOf(commits);
  await store(db, { commits, segments: segments.slice(0, 30) });
  const earlier = await (await log.tree()).head();
  await segmentsOf(db).insertMany(segments.slice(30));
  const tree = await log.tree();
  expect(await tree.head()).toEqual(heads.at(-1));
  expect(earlier).toEqual(heads[earlier.size - 1]);
  expect(verifyConsistency(earlier, await tree.head(), await tree.proveConsistency(earlier.size))).toBe(true);
  for (const commit of commits.filter((_, index) => index % 13 === 0)) {
    const stream = commit._id.slice(0, -11);
    const id = await log.commitOfEvent(stream, commit.v + commit.ev.length - 1);
    expect(id).toBe(commit._id);
    const { leaf, index, path } = (await tree.prove(id!))!;
    expect(commits[index]).toEqual(commit);
    expect(readCanonicalBytes(leaf)).toEqual(commit);
    expect(rootOf(leafHash(leaf), index, 700, path)).toEqual(heads.at(-1)!.root);
  }
  expect(await log.commitOfEvent('test.thing/1', 10_000)).toBeUndefined();
  expect(await log.commitOfEvent('test.thing/none', 1)).toBeUndefined();
});

it('is the same over several levels of tiles, after they were dropped, and when some are missing', async () => {
  const { db } = database;
  const size = 66_600;
  const random = new Random(11);
  const leaves = Array.from({ length: size }, () => random.bytes(32));
  for (let first = 0; first < size; first += 900) {
    const part = leaves.slice(first, first + 900);
    await db.collection<{ _id: number }>('segments').insertOne({
      _id: first + 1,
      ids: part.map((_, index) => `test.thing/${first + index}@0000000001`),
      leaves: Buffer.concat(part),
    } as never);
    if (first % 9_000 === 0) await LogTree.open(db);
  }
  const root = merkleRoot(leaves);
  const tree = await LogTree.open(db);
  expect(await tree.head()).toEqual({ size, root });
  expect((await tree.head(65_537)).root).toEqual(merkleRoot(leaves.slice(0, 65_537)));
  await tilesOf(db).deleteMany({ index: { $gte: 200 } });
  expect(await (await LogTree.open(db)).head()).toEqual({ size, root });
  await tilesOf(db).deleteMany({});
  const [commit] = randomLog(random, 1).commits;
  const id = 'test.thing/65000@0000000001';
  await db.collection<{ _id: string }>('commits').insertOne({ ...commit, _id: id } as never);
  const { index, path } = (await (await LogTree.open(db)).prove(id))!;
  expect(index).toBe(65_000);
  expect(rootOf(leaves[index]!, index, size, path)).toEqual(root);
  expect(commitHash({ ...commit!, _id: id })).not.toEqual(leaves[index]);
});

it('finds that its tiles were changed', async () => {
  const { db } = database;
  const log = new Log(db);
  await store(db, randomLog(new Random(3), 300));
  await log.tree();
  await tilesOf(db).updateOne({ level: 0 }, { $set: { root: Buffer.alloc(32), hashes: Buffer.alloc(8192) } });
  expect(await log.verify()).toMatchObject({
    ok: false,
    reason: expect.stringContaining('drop the collection'),
  });
  await tilesOf(db).drop();
  expect(await log.verify()).toMatchObject({ ok: true, commits: 300 });
});
