import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Member, orgChart } from './org-chart.js';

const member = (employeeId: string, managerId = ''): Member => ({
  employeeId,
  managerId,
  personal: undefined,
  positionId: 'dentist',
  siteId: 'boston',
  sortedBy: employeeId,
});
const shape = (members: readonly Member[], rootId?: string) =>
  orgChart(members, rootId).nodes.map(({ employeeId, depth, reports }) => [employeeId, depth, reports]);

describe('an org chart', () => {
  const members = [
    member('d', 'b'),
    member('c', 'a'),
    member('b', 'a'),
    member('a'),
    member('e', 'elsewhere'),
  ];

  it('has everybody below their manager, by name', () => {
    expect(shape(members)).toEqual([
      ['a', 0, 3],
      ['b', 1, 1],
      ['d', 2, 0],
      ['c', 1, 0],
      ['e', 0, 0],
    ]);
  });

  it('has at the top, without a manager, those whose manager is not in view', () => {
    expect(orgChart(members).nodes.find(({ employeeId }) => employeeId === 'e')?.managerId).toBe('');
  });

  it('may begin with one person', () => {
    expect(shape(members, 'b')).toEqual([
      ['b', 0, 1],
      ['d', 1, 0],
    ]);
    expect(shape(members, 'nobody')).toEqual([]);
  });

  it('names cycles and does not follow them; those below them stay below', () => {
    const round = [member('a', 'b'), member('b', 'c'), member('c', 'a'), member('d', 'b'), member('e', 'd')];
    expect(orgChart(round).cycleIds).toEqual(['a', 'b', 'c']);
    expect(shape(round)).toEqual([
      ['a', 0, 0],
      ['b', 0, 2],
      ['d', 1, 1],
      ['e', 2, 0],
      ['c', 0, 0],
    ]);
    expect(orgChart([member('a', 'a')]).cycleIds).toEqual(['a']);
  });

  it('shows everybody once, and reports add up, whoever is said to manage whom', () => {
    const anyMembers = fc
      .array(fc.integer({ min: -1, max: 12 }), { maxLength: 12 })
      .map((managers) =>
        managers.map((manager, index) => member(`${index}`, manager < 0 ? '' : `${manager}`)),
      );
    fc.assert(
      fc.property(anyMembers, (members) => {
        const { nodes } = orgChart(members);
        expect(nodes.map(({ employeeId }) => employeeId).toSorted()).toEqual(
          members.map(({ employeeId }) => employeeId).toSorted(),
        );
        const deepBelow = nodes.reduce((sum, { depth }) => sum + depth, 0);
        expect(nodes.reduce((sum, { reports }) => sum + reports, 0)).toBe(deepBelow);
      }),
    );
  });

  it('holds a line of command of 2,000', () => {
    const line = Array.from({ length: 2000 }, (_, index) =>
      member(`${index}`, index === 0 ? '' : `${index - 1}`),
    );
    expect(orgChart(line).nodes.at(-1)?.depth).toBe(1999);
    expect(orgChart(line.toReversed()).nodes).toHaveLength(2000);
  });
});
