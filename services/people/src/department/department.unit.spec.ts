import { DepartmentCommand, DepartmentEvent } from '@linchpin/contracts/people';
import { commandsOf, eventsOf } from '@linchpin/domain';
import { spec } from '@linchpin/testing';
import { describe, it } from 'vitest';
import { department } from './department.js';

const { open, rename, close } = commandsOf(DepartmentCommand);
const { opened, renamed, closed } = eventsOf(DepartmentEvent);
const departmentId = 'care';
const first = { departmentId, name: 'Care', on: '2010-01-01' };

describe('a department', () => {
  it('is opened once', () => {
    spec(department).given().when(open(first)).then(opened(first));
    spec(department).given(opened(first)).when(open(first)).refuses('ALREADY_OPENED');
    spec(department)
      .given()
      .when(open({ ...first, on: '2010-02-30' }))
      .refuses('INVALID_DATE', 'on');
  });
  it('is renamed to another name', () => {
    spec(department)
      .given(opened(first))
      .when(rename({ departmentId, name: 'Other' }))
      .then(renamed({ departmentId, name: 'Other' }));
    spec(department)
      .given(opened(first), renamed({ departmentId, name: 'Other' }))
      .when(rename({ departmentId, name: 'Other' }))
      .refuses('SAME_NAME');
    spec(department)
      .given()
      .when(rename({ departmentId, name: 'Other' }))
      .refuses('NEVER_OPENED');
  });
  it('is closed once', () => {
    spec(department)
      .given(opened(first))
      .when(close({ departmentId, on: '2020-01-01' }))
      .then(closed({ departmentId, on: '2020-01-01' }));
    spec(department)
      .given(opened(first), closed({ departmentId, on: '2020-01-01' }))
      .when(close({ departmentId, on: '2021-01-01' }))
      .refuses('ALREADY_CLOSED');
    spec(department)
      .given()
      .when(close({ departmentId, on: '2020-01-01' }))
      .refuses('NEVER_OPENED');
  });
});
