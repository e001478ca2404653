/** By role: the permissions it holds. A pattern ending in `*` stands for every permission that starts as it does. */
export type Policy = Readonly<Record<string, readonly string[]>>;

/** Who sees people also sees where, and as what, people can be employed. */
const openings = ['people.site.read', 'people.department.read', 'people.position.read'] as const;

/** The roles of the platform. Where they hold is said by each caller's grants. */
export const policy = {
  'group-admin': ['*'],
  'hr-manager': ['people.*', 'platform.projection.read'],
  // Runs a practice: moves people, and sees neither their pay nor their birth dates.
  'practice-manager': [
    'people.employee.read',
    'people.employee.hire',
    'people.employee.correct',
    'people.employee.transfer',
    'people.employee.change-position',
    'people.employee.leave',
    'people.employee.terminate',
    'people.report.read',
    ...openings,
  ],
  'finance-analyst': ['people.employee.read', 'people.employee.read-pay', 'people.report.read', ...openings],
  'employee-reader': ['people.employee.read', ...openings],
  // A system that follows a service's log. The log holds every site, so the grant must be for every site too.
  integrator: ['platform.log.read', 'platform.projection.read'],
} as const satisfies Policy;

/** A role of the platform. */
export type Role = keyof typeof policy;
