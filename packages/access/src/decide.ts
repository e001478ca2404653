import type { Caller } from './caller.js';
import { type Policy, policy as platformPolicy } from './policy.js';

/** The sites at which a caller has a permission. */
export type Sites = 'all' | ReadonlySet<string>;

/**
 * The sites at which the caller has the permission: the filter of a query. An empty set means nowhere.
 * @param permission for instance `people.employee.read`
 */
export function sitesFor(
  caller: Pick<Caller, 'grants'>,
  permission: string,
  policy: Policy = platformPolicy,
): Sites {
  const sites = new Set<string>();
  for (const grant of caller.grants) {
    if (!holds(policy, grant.role, permission)) continue;
    if (grant.sites.includes('*')) return 'all';
    for (const site of grant.sites) sites.add(site);
  }
  return sites;
}

/**
 * Whether the caller may do what the permission names: at the site, or, when none is given, at any site at all.
 * What belongs to no site but tells of all of them (a log, a rebuild) needs `sitesFor(…) === 'all'` instead.
 */
export function decide(
  caller: Pick<Caller, 'grants'>,
  permission: string,
  site?: string,
  policy: Policy = platformPolicy,
): boolean {
  const sites = sitesFor(caller, permission, policy);
  if (sites === 'all') return true;
  return site === undefined ? sites.size > 0 : sites.has(site);
}

function holds(policy: Policy, role: string, permission: string): boolean {
  const patterns = Object.hasOwn(policy, role) ? policy[role]! : [];
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? permission.startsWith(pattern.slice(0, -1)) : permission === pattern,
  );
}
