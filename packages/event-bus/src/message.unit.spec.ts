import type { LoggedEvent } from '@linchpin/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createMessageReader,
  createMessageWriter,
  dataSchemaOf,
  headerNames,
  type IncomingMessage,
  type OutgoingMessage,
} from './message.js';

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const event: fc.Arbitrary<LoggedEvent> = fc.record({
  position: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  stream: text.map((id) => `people.employee/${id}`),
  version: fc.integer({ min: 1, max: 1_000_000 }),
  type: fc.stringMatching(/^[a-z][A-Za-z]{0,20}$/),
  schemaVersion: fc.nat(100),
  recordedAt: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') }),
  commandId: text,
  actor: text,
  traceparent: fc.option(fc.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/), { nil: undefined }),
  data: fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
});

const received = ({ value, headers }: OutgoingMessage): IncomingMessage => ({
  offset: '7',
  value,
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, header]) => [name, Buffer.from(header as string)]),
  ),
});

const sample: LoggedEvent = {
  position: 12,
  stream: 'people.employee/10026',
  version: 3,
  type: 'terminated',
  schemaVersion: 1,
  recordedAt: new Date('2026-03-01T08:00:00.123Z'),
  commandId: 'c-1',
  actor: 'ann',
  data: Buffer.from([1, 2]),
};
const write = createMessageWriter('people');

describe('a message', () => {
  it('holds an event and what comes before it, whatever they are', () => {
    const read = createMessageReader('t', 'people.employee', 2);
    fc.assert(
      fc.property(event, fc.nat(), (logged, before) => {
        const previous = before % logged.position;
        expect(read(received(write(logged, previous)))).toEqual({ ...logged, previous });
      }),
    );
  });

  it('has the headers of CloudEvents', () => {
    const { key, headers } = write(sample, 9);
    expect(key).toBe('people.employee/10026');
    expect(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))).toEqual(
      {
        'content-type': 'application/protobuf',
        ce_specversion: '1.0',
        ce_id: 'people.employee/10026#3',
        ce_source: '/linchpin/people',
        ce_type: 'linchpin.people.employee.terminated.v1',
        ce_subject: 'people.employee/10026',
        ce_time: '2026-03-01T08:00:00.123Z',
        ce_dataschema: 'linchpin.people.v1.EmployeeEvent',
        ce_position: '12',
        ce_previous: '9',
        ce_streamversion: '3',
        ce_schemaversion: '1',
        ce_commandid: 'c-1',
        ce_actor: 'ann',
      },
    );
    expect(dataSchemaOf('finance.ledger-period')).toBe('linchpin.finance.v1.LedgerPeriodEvent');
  });

  const { contentType: _, source: __, dataSchema: ___, traceparent: ____, ...needed } = headerNames;
  it.each(Object.values(needed))('is poison without %s, and says where', (name) => {
    const message = received(write(sample, 9));
    const { [name]: _removed, ...headers } = message.headers as Record<string, Buffer>;
    expect(() => createMessageReader('topic', 'people.employee', 2)({ ...message, headers })).toThrow(
      expect.objectContaining({
        code: 'POISON_MESSAGE',
        message: expect.stringContaining(`at offset 7 of topic, partition 2, lacks the header ${name}`),
      }),
    );
  });

  it.each([
    [headerNames.position, '0', 'whole number from 1'],
    [headerNames.position, '1e3', 'whole number from 1'],
    [headerNames.position, '99999999999999999', 'whole number from 1'],
    [headerNames.previous, '12', 'comes before its position'],
    [headerNames.subject, 'people.site/1', 'another topic'],
    [headerNames.type, 'linchpin.people.site.opened.v1', 'another topic'],
    [headerNames.time, 'yesterday', 'no instant'],
    [headerNames.id, 'people.employee/10026#4', 'not its stream and version'],
    [headerNames.specVersion, '0.3', 'CloudEvents 1.0'],
  ])('is poison when %s is %s', (name, value, problem) => {
    const message = received(write(sample, 9));
    const headers = { ...message.headers, [name]: Buffer.from(value) };
    expect(() => createMessageReader('topic', 'people.employee', 2)({ ...message, headers })).toThrow(
      problem,
    );
  });

  it('is poison without a value', () => {
    const message = { ...received(write(sample, 9)), value: null };
    expect(() => createMessageReader('topic', 'people.employee', 2)(message)).toThrow('has no value');
  });
});
