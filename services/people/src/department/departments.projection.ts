import { defineProjection, fold } from '@linchpin/domain';
import { byName, foldListed, type Listed } from '../opening/listed.js';
import { department } from './department.js';

/** Every department by its name. */
export const departments = defineProjection<Listed>({
  name: 'people.departments',
  version: 1,
  sources: [fold<Listed>()(department, foldListed)],
  indexes: [byName],
});
