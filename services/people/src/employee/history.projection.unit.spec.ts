import { EmployeeEvent } from '@linchpin/contracts/people';
import { describe, expect, it } from 'vitest';
import { hired, pay, terminated } from './employee.fixtures.js';
import { history } from './history.projection.js';
import { instantOf, recorded } from './random-histories.fixtures.js';

describe('the history', () => {
  it('holds each fact as it was recorded, in a document of its own', () => {
    const events = [hired('2011-07-05', { pay: pay(62_506_00n) }), terminated('2016-06-16')];
    const [source] = history.sources;
    const documents = recorded('10026', events).map((each) => ({
      key: source!.key(each),
      document: source!.evolve[each.event.$case]!(undefined, each.event.value, each)!,
    }));
    expect(documents.map(({ key }) => key)).toEqual(['people.employee/10026@1', 'people.employee/10026@2']);
    expect(documents.map(({ key, document }) => document._id === key)).toEqual([true, true]);
    expect(documents[1]?.document).toMatchObject({
      employeeId: '10026',
      version: 2,
      recordedAt: instantOf(2),
      recordedBy: 'ann',
    });
    expect(documents.map(({ document }) => EmployeeEvent.fromJSON(document.event).event)).toEqual(events);
    expect(JSON.parse(JSON.stringify(documents[0]?.document.event))).toEqual(documents[0]?.document.event);
  });
});
