import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInstallation } from './fixtures.js';
import { root } from './places.js';

const { home, shell, succeed, json, remove } = await openInstallation();

beforeAll(async () => {
  await succeed('npm start -- --detach');
}, 180_000);

afterAll(async () => {
  await succeed('npm stop');
  await remove();
}, 60_000);

const tour = readFileSync(join(root, 'README.md'), 'utf8')
  .split('## Five-minute tour')[1]!
  .split('\n## ')[0]!;
const commands = [...tour.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block]) => block!.trim().split('\n'));

describe('the tour of the README', () => {
  it('has commands', () => expect(commands.length).toBeGreaterThan(10));

  it.each(commands)(
    '%s',
    async (command) => {
      expect((await succeed(command)).trim()).not.toBe('');
    },
    60_000,
  );

  it('tells what runs where, and whether it is well', async () => {
    const { services } = await json('npx linchpin status --json');
    expect(Object.keys(services)).toEqual(['people', 'gateway']);
  });

  it('answers over REST what the command line answers', async () => {
    const url = (await json('npx linchpin status --json')).services.gateway.http;
    const token = (await succeed('npx linchpin token')).trim();
    const get = (path: string, headers: Record<string, string>) => fetch(`${url}${path}`, { headers });
    const answer = await get('/people/v1/headcount?as_of.on=2024-06-30', {
      authorization: `Bearer ${token}`,
    });
    expect(answer.status).toBe(200);
    const { total } = await json('npx linchpin query headcount --at 2024-06-30 --json');
    expect(total.employed).toBeGreaterThan(200);
    expect(((await answer.json()) as { total: unknown }).total).toMatchObject({ employed: total.employed });
    const refused = await get('/people/v1/headcount', {});
    expect(refused.status).toBe(401);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
  });

  it('does a command over REST once, and shows it to a query that carries its token', async () => {
    const url = (await json('npx linchpin status --json')).services.gateway.http;
    const authorization = `Bearer ${(await succeed('npx linchpin token')).trim()}`;
    const open = () =>
      fetch(`${url}/people/v1/sites`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json', 'idempotency-key': 'tour-1' },
        body: JSON.stringify({ siteId: 'tour', name: 'Tour', on: '2026-01-01', timeZone: 'Europe/Rome' }),
      });
    const [first, again] = [await open(), await open()];
    expect([first.status, again.status]).toEqual([201, 200]);
    const token = first.headers.get('linchpin-token')!;
    expect(again.headers.get('linchpin-token')).toBe(token);
    const list = await fetch(`${url}/people/v1/sites`, {
      headers: { authorization, 'linchpin-not-before': token },
    });
    const { sites } = (await list.json()) as { sites: { siteId: string }[] };
    expect(sites.map(({ siteId }) => siteId)).toContain('tour');
  });

  it('proves an event with the public key alone, and refuses a proof that was changed', async () => {
    const [first] = (await json('npx linchpin query employees --page-size 1 --json')).employees;
    const file = join(home, 'hired.tlog-proof');
    await writeFile(file, await succeed(`npx linchpin log prove people.employee/${first.employeeId}#1`));
    const key = (await succeed('npx linchpin log key')).trim();
    const proven = await json(`npx linchpin log verify-proof ${file} --key ${key} --json`);
    expect(proven.events[0]).toMatchObject({ stream: `people.employee/${first.employeeId}`, type: 'hired' });
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^index .*/m, 'index 0'));
    const refused = await shell(`npx linchpin log verify-proof ${file} --key ${key}`);
    expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining('does not lead') });
    const checkpoint = join(home, 'people.checkpoint');
    await writeFile(checkpoint, await succeed('npx linchpin log checkpoint'));
    expect(await succeed(`npx linchpin log verify --checkpoint ${checkpoint}`)).toContain('It continues');
  }, 60_000);

  it('builds a projection beside, compares, switches and goes back', async () => {
    await succeed('npx linchpin projection build people.sites');
    const { equal, used, beside } = await json('npx linchpin projection compare people.sites --json');
    expect(equal).toBe(true);
    expect(await json('npx linchpin projection switch people.sites --json')).toMatchObject({ used: beside });
    expect(await json('npx linchpin projection rollback people.sites --json')).toMatchObject({ used });
  }, 60_000);
});

const data = process.env.LINCHPIN_TEST_DATA ?? join(root, '../shared/data');
const file = join(data, 'people/HRDataset_v14.csv');

describe.skipIf(!existsSync(file))('an HR master file', () => {
  it('goes in at one end, and questions are answered at the other', async () => {
    const dryRun = await json(`npx linchpin import employees ${file} --dry-run --json`);
    expect(dryRun).toMatchObject({ dryRun: true, hired: 311, terminated: 104, refused: [] });
    const before = await json('npx linchpin query headcount --at 2018-11-11 --json');
    expect(before.total.employed).toBe(0);

    const done = await json(`npx linchpin import employees ${file} --json`);
    expect(done).toMatchObject({ hired: 311, terminated: 104, refused: [] });
    const { rows, total } = await json('npx linchpin query headcount --by department --at 2018-11-11 --json');
    expect(total.employed).toBe(207);
    const counts = rows.map((row: { group: { departmentId: string }; employed: number }) => [
      row.group.departmentId,
      row.employed,
    ]);
    expect(counts).toEqual(activeByDepartment(file));

    const again = await json(`npx linchpin import employees ${file} --json`);
    expect(again).toMatchObject({ hired: 0, terminated: 0, changed: 0, unchanged: 311, refused: [] });
  }, 120_000);
});

/** Counted from the text of the file: the department stands next to the status. */
function activeByDepartment(path: string): [string, number][] {
  const counts = new Map<string, number>();
  for (const line of readFileSync(path, 'utf8').split(/\r?\n/)) {
    const found = /,Active,([^,]+?) *,/.exec(line);
    if (found === null) continue;
    const department = found[1]!.toLowerCase().replaceAll(/[^a-z]+/g, '-');
    counts.set(department, (counts.get(department) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
