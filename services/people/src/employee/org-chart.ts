import type { OrgChart, OrgNode } from '@linchpin/contracts/people';
import { compare } from '../compare.js';

/** Somebody in the chart, before it is known who is above and below. */
export type Member = Pick<OrgNode, 'employeeId' | 'personal' | 'positionId' | 'siteId' | 'managerId'> & {
  /** Neighbours stand in this order. */
  readonly sortedBy: string;
};

/**
 * Who reports to whom: each person is followed by the people below them. People whose manager is not among the members
 * are at the top. People who are, over others, their own manager are named, and each of them stands at the top.
 * @param rootId only this person and those below; undefined: everybody
 */
export function orgChart(members: readonly Member[], rootId?: string): OrgChart {
  const byId = new Map(members.map((member) => [member.employeeId, member]));
  const cycleIds = cyclesAmong(byId);
  const isTop = ({ employeeId, managerId }: Member): boolean =>
    !byId.has(managerId) || cycleIds.has(employeeId);
  const below = new Map<string, Member[]>();
  for (const member of members.toSorted(
    (a, b) => compare(a.sortedBy, b.sortedBy) || compare(a.employeeId, b.employeeId),
  ))
    if (!isTop(member)) below.set(member.managerId, [...(below.get(member.managerId) ?? []), member]);

  const root = rootId === undefined ? undefined : byId.get(rootId);
  const tops =
    root === undefined ? members.filter(isTop).toSorted((a, b) => compare(a.sortedBy, b.sortedBy)) : [root];
  const nodes = walk(rootId !== undefined && root === undefined ? [] : tops, below);
  const shown = new Set(nodes.map(({ employeeId }) => employeeId));
  return { nodes, cycleIds: [...cycleIds].filter((id) => shown.has(id)).toSorted() };
}

/** Depth first, without recursion: a line of command can be as long as the staff. */
function walk(tops: readonly Member[], below: ReadonlyMap<string, readonly Member[]>): OrgNode[] {
  const nodes: OrgNode[] = [];
  const above: OrgNode[] = [];
  const waiting = tops.toReversed().map((member) => ({ member, depth: 0 }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { member, depth } = next;
    const { sortedBy: _, ...shown } = member;
    const node = { ...shown, managerId: depth === 0 ? '' : member.managerId, depth, reports: 0 };
    above.length = depth;
    for (const each of above) each.reports++;
    above.push(node);
    nodes.push(node);
    for (const report of (below.get(member.employeeId) ?? []).toReversed())
      waiting.push({ member: report, depth: depth + 1 });
  }
  return nodes;
}

/** The ids of those who come back to themselves on the way up. */
function cyclesAmong(byId: ReadonlyMap<string, Member>): ReadonlySet<string> {
  const settled = new Set<string>();
  const cycles = new Set<string>();
  for (const start of byId.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let id: string | undefined = start;
    while (id !== undefined && byId.has(id) && !settled.has(id) && !onPath.has(id)) {
      path.push(id);
      onPath.add(id);
      id = byId.get(id)?.managerId;
    }
    if (id !== undefined && onPath.has(id)) for (const each of path.slice(path.indexOf(id))) cycles.add(each);
    for (const each of path) settled.add(each);
  }
  return cycles;
}
