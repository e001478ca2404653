/** The fields a mapping must fill. */
export const requiredFields = [
  'employee_id',
  'family_name',
  'given_name',
  'hired_on',
  'site_id',
  'site_name',
  'site_time_zone',
  'department_id',
  'department_name',
  'position_id',
  'position_name',
] as const;

/** The fields a mapping may fill. */
const optionalFields = [
  'birth_date',
  'site_entity',
  'manager_id',
  'manager_name',
  'pay',
  'pay_period',
  'source',
  'status',
  'terminated_on',
  'termination_kind',
  'termination_reason',
] as const;

export type FieldName = (typeof requiredFields)[number] | (typeof optionalFields)[number];
export const fieldNames: readonly FieldName[] = [...requiredFields, ...optionalFields];
