import type { LoggedEvent } from '@linchpin/domain';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Execute, Processes } from './index.js';
import { account, order, orders, place } from './testing/lab.js';
import { type Lab, startLab } from './testing/lab-service.js';

let lab: Lab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.stop());

/** The notes of what an account was told to do, in order. */
const notesOf = async (account: string): Promise<string[]> =>
  (await lab.events('lab.account'))
    .filter(({ stream }) => stream === `lab.account/${account}`)
    .map(({ data }) => JSON.parse(Buffer.from(data).toString()).event.value.note as string);

const place3 = async (): Promise<LoggedEvent[]> => [
  await lab.record(order, 'a', place('x')),
  await lab.record(order, 'a', place('x')),
  await lab.record(order, 'b', place('y')),
];

const statusOf = async (processes: Processes) => (await processes.status())[0]!;

/** Waits until the log has what was recorded last, and something holds. */
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 50 });

describe('reactions', () => {
  it('send each command once, in the order of the stream, however often the event comes', async () => {
    const { processes, deliver } = await lab.open();
    const events = await place3();
    for (let times = 0; times < 3; times += 1) await deliver(events);
    await eventually(async () => {
      expect(await notesOf('x')).toEqual(['x lab.order/a#1', 'x lab.order/a#2']);
      expect(await notesOf('y')).toEqual(['y lab.order/b#1']);
    });
    const [first] = await lab.events('lab.account');
    expect(first).toMatchObject({ actor: 'process:lab.credit' });
    expect(await statusOf(processes)).toMatchObject({ state: 'running', parked: 0, position: 3 });
  });

  it('get from the log what the bus left out, before anything later', async () => {
    const { processes, deliver } = await lab.open();
    const events = await place3();
    await deliver([...events, await lab.record(order, 'a', place('x'))], events.slice(0, 2));
    await eventually(async () =>
      expect(await notesOf('x')).toEqual(['x lab.order/a#1', 'x lab.order/a#2', 'x lab.order/a#3']),
    );
    expect((await statusOf(processes)).counters.gaps).toBe(1);
  });

  it('find at the end of a quiet time what the bus lost altogether', async () => {
    const { processes } = await lab.open();
    await place3();
    await eventually(async () => expect(await notesOf('y')).toHaveLength(1));
    expect((await statusOf(processes)).state).toBe('running');
  });

  it('read a projection that includes their event', async () => {
    const counts: unknown[] = [];
    const { deliver } = await lab.open({
      onPlaced: async (_, context) => {
        counts.push(
          (await context.get(orders, 'x'))?.count,
          (await context.find(orders, { account: 'x' })).length,
        );
      },
    });
    await deliver([await lab.record(order, 'a', place('x'))]);
    await deliver([(await lab.events('lab.order'))[0]!, await lab.record(order, 'a', place('x'))]);
    expect(counts).toEqual([1, 1, 2, 1]);
  });

  it('of a process that starts from now leave alone what was before', async () => {
    const before = await place3();
    const { deliver } = await lab.open({ startsFrom: 'now' });
    await deliver([...before, await lab.record(order, 'b', place('y'))]);
    await eventually(async () => expect(await notesOf('y')).toEqual(['y lab.order/b#2']));
    expect(await notesOf('x')).toEqual([]);
  });
});

describe('a crash', () => {
  // Each step of each event: before the command, and after it but before the checkpoint; and in the reaction.
  for (const crashAt of ['react', 'before sending', 'after sending'] as const)
    for (const nth of [1, 2, 3])
      it(`at the step "${crashAt}" of event ${nth} loses nothing and does nothing twice`, async () => {
        let count = 0;
        let crashing: Processes | undefined;
        const crash = (step: typeof crashAt): void => {
          if (step !== crashAt || ++count !== nth) return;
          void crashing!.stop();
          throw new Error('crash');
        };
        const around =
          (execute: Execute): Execute =>
          async (command) => {
            crash('before sending');
            const answer = await execute(command);
            crash('after sending');
            return answer;
          };
        const events = await place3();
        const first = await lab.open({ around, onPlaced: () => crash('react') });
        crashing = first.processes;
        await first.deliver(events).catch(() => {});
        await first.processes.stop();
        expect(count).toBeGreaterThanOrEqual(nth);
        const second = await lab.open();
        await second.deliver(events);
        await eventually(async () => {
          expect(await notesOf('x')).toEqual(['x lab.order/a#1', 'x lab.order/a#2']);
          expect(await notesOf('y')).toEqual(['y lab.order/b#1']);
        });
        expect(await statusOf(second.processes)).toMatchObject({ parked: 0, lagEvents: 0 });
      });

  it('after a decision keeps to the decision, though a reaction begun again would decide otherwise', async () => {
    let amount = 'first';
    const { processes: one, deliver } = await lab.open({
      around: () => async () => {
        void one.stop();
        throw new Error('crash');
      },
      due: () => undefined,
      onPlaced: () => amount,
    });
    const event = await lab.record(order, 'a', place('x'));
    await deliver([event]).catch(() => {});
    await one.stop();
    amount = 'second';
    let reacted = 0;
    const two = await lab.open({ onPlaced: () => (reacted += 1) });
    await two.deliver([event]);
    await eventually(async () => expect(await notesOf('x')).toHaveLength(1));
    expect(reacted).toBe(0);
  });
});

describe('crashes at random', () => {
  it('lose nothing, do nothing twice, and keep the order of each stream, in 50 seeds', async () => {
    const events: LoggedEvent[] = [];
    const steps: string[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(15), { minLength: 1, maxLength: 3 }),
        async (ids, crashes) => {
          for (const id of ids) events.push(await lab.record(order, id, place(`of-${id}`)));
          for (const crashAt of crashes) {
            let step = 0;
            const opened = await lab.open({
              around: (execute) => async (command) => {
                await next('before sending');
                const answer = await execute(command);
                await next('after sending');
                return answer;
              },
              onPlaced: () => next('react'),
            });
            const next = async (name: string): Promise<void> => {
              step += 1;
              if (step !== crashAt) return;
              steps.push(name);
              void opened.processes.stop();
              throw new Error('crash');
            };
            await opened.deliver(events).catch(() => {});
            await opened.processes.stop();
          }
          const last = await lab.open();
          await last.deliver(events);
          expect(await last.processes.parked()).toEqual([]);
          await last.processes.stop();
        },
      ),
      { numRuns: 50, endOnFailure: true },
    );
    expect(new Set(steps)).toEqual(new Set(['react', 'before sending', 'after sending']));
    for (const id of ['a', 'b', 'c']) {
      const wanted = events
        .filter(({ stream }) => stream === `lab.order/${id}`)
        .map(({ version }) => version);
      await eventually(async () =>
        expect(await notesOf(`of-${id}`)).toEqual(
          wanted.map((version) => `of-${id} lab.order/${id}#${version}`),
        ),
      );
    }
  }, 240_000);
});

describe('what keeps failing', () => {
  it('is parked with its stream after 5 tries, while other streams go on within 10 s', async () => {
    let tries = 0;
    let broken = true;
    const { processes, deliver } = await lab.open({
      onPlaced: (note) => {
        if (!broken || note !== 'x lab.order/a#1') return;
        tries += 1;
        throw new Error('no luck');
      },
    });
    const started = Date.now();
    const events = await place3();
    await deliver(events);
    await eventually(async () => expect(await notesOf('y')).toHaveLength(1));
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(tries).toBe(5);
    const all = [...events, await lab.record(order, 'a', place('x'))];
    await deliver(all);
    const [parked, ...others] = await processes.parked();
    expect(others).toEqual([]);
    expect(parked).toMatchObject({
      stream: 'lab.order/a',
      reason: 'no luck',
      tries: 5,
      behind: 2,
      position: 1,
    });
    expect(await notesOf('x')).toEqual([]);

    expect(await processes.redrive('lab.credit')).toEqual({ released: 0, stillParked: 1 });
    broken = false;
    expect(await processes.redrive('lab.credit', parked!.id)).toEqual({ released: 1, stillParked: 0 });
    await eventually(async () =>
      expect(await notesOf('x')).toEqual(['x lab.order/a#1', 'x lab.order/a#2', 'x lab.order/a#3']),
    );
    expect(await processes.parked()).toEqual([]);
    expect(await statusOf(processes)).toMatchObject({ parked: 0, lagEvents: 0 });
  });

  it('is parked at once when it cannot be decoded', async () => {
    const { processes, deliver } = await lab.open();
    const event = await lab.record(order, 'a', place('x'));
    await deliver([{ ...event, data: Buffer.from('garbage') }]);
    expect(await processes.parked()).toMatchObject([{ code: 'UNDECODABLE_EVENT', tries: 1 }]);
    // The log has it whole, so it can be re-driven.
    expect(await processes.redrive('lab.credit')).toEqual({ released: 1, stillParked: 0 });
    await eventually(async () => expect(await notesOf('x')).toHaveLength(1));
  });

  it('is a reaction that does not end, too', async () => {
    const { processes, deliver } = await lab.open({ onPlaced: () => new Promise(() => {}) });
    const started = Date.now();
    await deliver([await lab.record(order, 'a', place('x'))]);
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(await processes.parked()).toMatchObject([{ code: 'REACTION_TIMEOUT', tries: 5 }]);
  });

  it('is a refusal, unless the process takes it for done', async () => {
    const { processes, deliver } = await lab.open({ acceptedRefusals: ['NOTHING'] });
    const events = [
      await lab.record(order, 'a', place('x', 0)),
      await lab.record(order, 'b', place('closed-1')),
    ];
    await deliver(events);
    expect(await processes.parked()).toMatchObject([{ stream: 'lab.order/b', code: 'CLOSED', tries: 1 }]);
    await lab.record(account, 'closed-1', { $case: 'open', value: {} });
    expect(await processes.redrive('lab.credit')).toEqual({ released: 1, stillParked: 0 });
    await eventually(async () => expect(await notesOf('closed-1')).toContain('closed-1 lab.order/b#1'));
  });

  it('for a reason that passes by itself is waited out, not parked', async () => {
    let left = 8;
    const { processes, deliver } = await lab.open({
      around: (execute) => async (command) => {
        left -= 1;
        if (left > 0) throw Object.assign(new Error('too much'), { code: 'OVERLOADED' });
        return execute(command);
      },
    });
    await deliver([await lab.record(order, 'a', place('x'))]);
    expect(left).toBe(0);
    expect(await processes.parked()).toEqual([]);
    await eventually(async () => expect(await notesOf('x')).toHaveLength(1));
  });
});

describe('timers', () => {
  const day = (n: number) => new Date(Date.UTC(2030, 0, n));

  it('fire once at their instant, also after a restart', async () => {
    let now = day(1);
    const options = { clock: () => now, due: () => day(10) };
    const one = await lab.open(options);
    const event = await lab.record(order, 'a', place('x'));
    await one.deliver([event]);
    expect(await statusOf(one.processes)).toMatchObject({ timers: 1, nextDue: day(10) });
    await one.processes.stop();
    now = day(9);
    const two = await lab.open(options);
    const three = await lab.open(options);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await notesOf('x')).toEqual(['x lab.order/a#1']);
    now = day(10);
    await eventually(async () => expect(await notesOf('x')).toEqual(['x lab.order/a#1', 'a']));
    await two.deliver([event]);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await notesOf('x')).toEqual(['x lab.order/a#1', 'a']);
    expect(await statusOf(three.processes)).toMatchObject({ timers: 0, nextDue: undefined });
  });

  it('that a crash cut off after their command are not done twice', async () => {
    const events = [await lab.record(order, 'a', place('x'))];
    const one = await lab.open({
      due: () => day(1),
      clock: () => day(2),
      around: (execute) => async (command) => {
        const answer = await execute(command);
        if (command.command.$case !== 'remind') return answer;
        void one.processes.stop();
        throw new Error('crash');
      },
    });
    await one.deliver(events);
    await eventually(async () => expect(await notesOf('x')).toContain('a'));
    await one.processes.stop();
    const two = await lab.open({ clock: () => day(2) });
    expect(await statusOf(two.processes)).toMatchObject({ timers: 1 });
    await eventually(async () => expect(await statusOf(two.processes)).toMatchObject({ timers: 0 }));
    expect(await notesOf('x')).toEqual(['x lab.order/a#1', 'a']);
  });

  it('that cannot fire are parked, and re-driven', async () => {
    let broken = true;
    const { processes, deliver } = await lab.open({
      due: () => day(1),
      clock: () => day(2),
      around: (execute) => async (command) => {
        if (broken && command.command.$case === 'remind') throw new Error('no luck');
        return execute(command);
      },
    });
    await deliver([await lab.record(order, 'a', place('x'))]);
    await eventually(async () =>
      expect(await processes.parked()).toMatchObject([{ timer: 'reminder/a', reason: 'no luck', tries: 5 }]),
    );
    broken = false;
    expect(await processes.redrive('lab.credit')).toEqual({ released: 1, stillParked: 0 });
    await eventually(async () => expect(await notesOf('x')).toEqual(['x lab.order/a#1', 'a']));
  });

  it('are replaced and cancelled by their key', async () => {
    let now = day(1);
    const { processes, deliver } = await lab.open({
      clock: () => now,
      due: (note) => (note.endsWith('#1') ? day(2) : day(20)),
    });
    const events = [
      await lab.record(order, 'a', place('x')),
      await lab.record(order, 'a', place('x')),
      await lab.record(order, 'b', place('y')),
      await lab.record(order, 'b', { $case: 'void', value: {} }),
    ];
    await deliver(events);
    now = day(3);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await notesOf('x')).not.toContain('a');
    expect(await statusOf(processes)).toMatchObject({ timers: 1, nextDue: day(20) });
    now = day(20);
    await eventually(async () => expect(await notesOf('x')).toContain('a'));
    expect(await notesOf('y')).toEqual(['y lab.order/b#1']);
  });
});
