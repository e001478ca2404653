import { PositionCommand, PositionEvent } from '@linchpin/contracts/people';
import { commandsOf, eventsOf } from '@linchpin/domain';
import { spec } from '@linchpin/testing';
import { describe, it } from 'vitest';
import { position } from './position.js';

const { open, rename, close } = commandsOf(PositionCommand);
const { opened, renamed, closed } = eventsOf(PositionEvent);
const positionId = 'dentist';
const first = { positionId, name: 'Dentist', on: '2010-01-01' };

describe('a position', () => {
  it('is opened once', () => {
    spec(position).given().when(open(first)).then(opened(first));
    spec(position).given(opened(first)).when(open(first)).refuses('ALREADY_OPENED');
    spec(position)
      .given()
      .when(open({ ...first, on: '2010-02-30' }))
      .refuses('INVALID_DATE', 'on');
  });
  it('is renamed to another name', () => {
    spec(position)
      .given(opened(first))
      .when(rename({ positionId, name: 'Other' }))
      .then(renamed({ positionId, name: 'Other' }));
    spec(position)
      .given(opened(first), renamed({ positionId, name: 'Other' }))
      .when(rename({ positionId, name: 'Other' }))
      .refuses('SAME_NAME');
    spec(position)
      .given()
      .when(rename({ positionId, name: 'Other' }))
      .refuses('NEVER_OPENED');
  });
  it('is closed once', () => {
    spec(position)
      .given(opened(first))
      .when(close({ positionId, on: '2020-01-01' }))
      .then(closed({ positionId, on: '2020-01-01' }));
    spec(position)
      .given(opened(first), closed({ positionId, on: '2020-01-01' }))
      .when(close({ positionId, on: '2021-01-01' }))
      .refuses('ALREADY_CLOSED');
    spec(position)
      .given()
      .when(close({ positionId, on: '2020-01-01' }))
      .refuses('NEVER_OPENED');
  });
});
