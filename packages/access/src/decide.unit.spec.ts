import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, sitesFor } from './decide.js';
import { policy, type Role } from './policy.js';

const caller = (role: string, ...sites: string[]) => ({ grants: [{ role, sites }] });

describe('decide', () => {
  it.each([
    ['group-admin', 'finance.period.close', true],
    ['hr-manager', 'people.employee.read-pay', true],
    ['hr-manager', 'platform.log.read', false],
    ['hr-manager', 'peoples.employee.read', false],
    ['practice-manager', 'people.employee.read', true],
    ['practice-manager', 'people.employee.read-pay', false],
    ['practice-manager', 'people.employee.read-birth-date', false],
    ['practice-manager', 'people.employee.change-pay', false],
    ['finance-analyst', 'people.employee.read-pay', true],
    ['finance-analyst', 'people.employee.hire', false],
    ['employee-reader', 'people.report.read', false],
    ['integrator', 'platform.log.read', true],
    ['integrator', 'people.employee.read', false],
    ['no-such-role', 'people.employee.read', false],
    ['constructor', 'people.employee.read', false],
  ])('%s, %s: %s', (role, permission, expected) => {
    expect(decide(caller(role, '*'), permission, 'boston')).toBe(expected);
  });

  it('holds at the granted sites only', () => {
    const manager = caller('practice-manager', 'boston');
    expect(decide(manager, 'people.employee.read', 'boston')).toBe(true);
    expect(decide(manager, 'people.employee.read', 'salem')).toBe(false);
    expect(decide(manager, 'people.employee.read')).toBe(true);
    expect(sitesFor(manager, 'people.employee.read')).toEqual(new Set(['boston']));
  });

  it('grants nothing without a site', () => {
    expect(decide(caller('group-admin'), 'people.employee.read')).toBe(false);
    expect(sitesFor(caller('group-admin'), 'people.employee.read')).toEqual(new Set());
  });

  it('does not carry one grant over to the sites of another', () => {
    const both = {
      grants: [...caller('practice-manager', 'boston').grants, ...caller('finance-analyst', 'salem').grants],
    };
    expect(decide(both, 'people.employee.read-pay', 'boston')).toBe(false);
    expect(decide(both, 'people.employee.read-pay', 'salem')).toBe(true);
    expect(sitesFor(both, 'people.employee.read')).toEqual(new Set(['boston', 'salem']));
  });
});

describe('the filter and the decision', () => {
  const site = fc.constantFrom('boston', 'salem', 'albany', 'dover');
  const role = fc.constantFrom(...(Object.keys(policy) as Role[]), 'unknown', '__proto__');
  const permission = fc.constantFrom(
    ...new Set(
      Object.values(policy).flatMap((patterns) => patterns.map((pattern) => pattern.replace('*', 'x'))),
    ),
    'people.employee.read-birth-date',
    'people',
    '',
  );
  const grants = fc.array(
    fc.record({ role, sites: fc.array(fc.oneof(site, fc.constant('*')), { maxLength: 3 }) }),
    {
      maxLength: 4,
    },
  );

  it('agree on every site', () => {
    fc.assert(
      fc.property(grants, permission, site, (grants, permission, site) => {
        const sites = sitesFor({ grants }, permission);
        expect(decide({ grants }, permission, site)).toBe(sites === 'all' || sites.has(site));
        expect(decide({ grants }, permission)).toBe(sites === 'all' || sites.size > 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('agree with the decision of each grant alone', () => {
    fc.assert(
      fc.property(grants, permission, site, (grants, permission, site) => {
        const alone = grants.some((grant) => decide({ grants: [grant] }, permission, site));
        expect(decide({ grants }, permission, site)).toBe(alone);
      }),
      { numRuns: 2000 },
    );
  });
});
