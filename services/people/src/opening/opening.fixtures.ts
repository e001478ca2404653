import { type Aggregate, type Case, evolve } from '@linchpin/domain';
import { spec } from '@linchpin/testing';
import { expect, it } from 'vitest';
import type { Closed, Opened, Opening } from './opening.js';

/** The words of a contract for something that can be opened, renamed and closed. */
interface Words<Id, First, Command extends Case, Event extends Case, State extends Opening> {
  readonly aggregate: Aggregate<State, Command, Event>;
  readonly commands: {
    open(value: First): Command;
    rename(value: Id & { name: string }): Command;
    close(value: Id & Closed): Command;
  };
  readonly events: {
    opened(value: First): Event;
    renamed(value: Id & { name: string }): Event;
    closed(value: Id & Closed): Event;
  };
}

/**
 * Specifies what holds for all that can be opened, renamed and closed.
 * @param id the field that names it
 * @param first what it is opened with, on 2010-01-01
 */
export function itOpensRenamesAndCloses<
  Id extends object,
  First extends Id & Opened,
  Command extends Case,
  Event extends Case,
  State extends Opening,
>({ aggregate, commands, events }: Words<Id, First, Command, Event, State>, id: Id, first: First): void {
  const { open, rename, close } = commands;
  const { opened, renamed, closed } = events;
  const named = { ...id, name: 'Other' };
  const shut = { ...id, on: '2020-01-01' };

  it('is opened once', () => {
    spec(aggregate).given().when(open(first)).then(opened(first));
    spec(aggregate).given(opened(first)).when(open(first)).refuses('ALREADY_OPENED');
  });
  it('is opened on a day that exists', () => {
    spec(aggregate)
      .given()
      .when(open({ ...first, on: '2010-02-30' }))
      .refuses('INVALID_DATE', 'on');
  });
  it('is renamed to another name', () => {
    spec(aggregate).given(opened(first)).when(rename(named)).then(renamed(named));
    spec(aggregate)
      .given(opened(first))
      .when(rename({ ...id, name: first.name }))
      .refuses('SAME_NAME', 'name');
    spec(aggregate).given(opened(first), renamed(named)).when(rename(named)).refuses('SAME_NAME', 'name');
    spec(aggregate).given().when(rename(named)).refuses('NEVER_OPENED');
  });
  it('is closed once, on a day that exists, after its opening', () => {
    spec(aggregate).given(opened(first)).when(close(shut)).then(closed(shut));
    spec(aggregate)
      .given(opened(first), closed(shut))
      .when(close({ ...id, on: '2021-01-01' }))
      .refuses('ALREADY_CLOSED');
    spec(aggregate)
      .given(opened(first))
      .when(close({ ...id, on: first.on }))
      .refuses('CLOSED_BEFORE_OPENED', 'on');
    spec(aggregate)
      .given(opened(first))
      .when(close({ ...id, on: '2020-02-30' }))
      .refuses('INVALID_DATE', 'on');
    spec(aggregate).given().when(close(shut)).refuses('NEVER_OPENED');
  });
  it('is open to facts from its opening until before its closure', () => {
    const state = [opened(first), closed(shut)].reduce<State>(
      (before, event) => evolve(aggregate, before, event),
      aggregate.initial,
    );
    const days = ['2009-12-31', '2010-01-01', '2019-12-31', '2020-01-01'];
    expect(days.map((day) => aggregate.isOpen!(state, day))).toEqual([false, true, true, false]);
    expect(aggregate.isOpen!(aggregate.initial, '2010-01-01')).toBe(false);
  });
}
