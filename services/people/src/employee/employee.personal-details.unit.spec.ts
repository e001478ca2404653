import { spec } from '@linchpin/testing';
import { describe, it } from 'vitest';
import { ada, correct, corrected, employed, gone } from './employee.fixtures.js';
import { employee } from './employee.js';

describe('correct personal details', () => {
  const married = { ...ada, familyName: 'Brown' };
  it('replaces them, also after the employment', () => {
    spec(employee)
      .given(...gone)
      .when(correct(married))
      .then(corrected(married));
  });
  it('refuses details that are on record', () => {
    spec(employee)
      .given(...employed, corrected(married))
      .when(correct(married))
      .refuses('SAME_DETAILS');
  });
  it('refuses a birth after the first hire, and one that is no day', () => {
    spec(employee)
      .given(...employed)
      .when(correct({ ...ada, birthDate: '2012-01-01' }))
      .refuses('BIRTH_AFTER_HIRE');
    spec(employee)
      .given(...employed)
      .when(correct({ ...ada, birthDate: '1983-02-29' }))
      .refuses('INVALID_DATE');
  });
  it('refuses somebody who was never hired', () => {
    spec(employee).given().when(correct(ada)).refuses('NEVER_HIRED');
  });
});
