import { type TestDatabase, testDatabase } from '@linchpin/engines/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Commit, commitIdOf } from './commit.js';
import { CommitConflictError, OverloadedError } from './errors.js';
import { GroupCommitter } from './group-committer.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
const commit = (stream: string, number: number, cmd = 'c'): Commit => ({
  _id: commitIdOf(`test.thing/${stream}`, number),
  v: number,
  at: new Date(1000),
  cmd,
  req: new Uint8Array(16),
  by: 'tester',
  ev: [{ t: 'happened', s: 1, d: new Uint8Array(8) }],
});

it('gives each commit of a group its own answer', async () => {
  const committer = new GroupCommitter(database.db);
  await committer.append(commit('taken', 1, 'first'));
  const answers = await Promise.allSettled([
    committer.append(commit('a', 1)),
    committer.append(commit('taken', 1, 'second')),
    committer.append(commit('b', 1)),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect((answers[1] as PromiseRejectedResult).reason).toBeInstanceOf(CommitConflictError);
});

it('never has two commits of one stream under way', async () => {
  const groups: string[][] = [];
  const { command } = database.db;
  const db = Object.create(database.db, {
    command: {
      value: (body: { documents: Commit[] }, ...rest: unknown[]) => {
        groups.push(body.documents.map(({ _id }) => _id));
        return (command as (...all: unknown[]) => unknown).call(database.db, body, ...rest);
      },
    },
  });
  const watched = new GroupCommitter(db, { inFlight: 4 });
  await Promise.all(
    [1, 2, 3].flatMap((number) => ['x', 'y'].map((stream) => watched.append(commit(stream, number)))),
  );
  expect(groups.map((ids) => ids.length)).toEqual([2, 2, 2]);
});

it('refuses what its queue has no room for, and writes the rest', async () => {
  const committer = new GroupCommitter(database.db, { queue: 5 });
  const answers = await Promise.allSettled(
    Array.from({ length: 8 }, (_, index) => committer.append(commit(`full${index}`, 1))),
  );
  const refused = answers.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(3);
  expect((refused[0] as PromiseRejectedResult).reason).toBeInstanceOf(OverloadedError);
});
