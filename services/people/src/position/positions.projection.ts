import { defineProjection, fold } from '@linchpin/domain';
import { byName, foldListed, type Listed } from '../opening/listed.js';
import { position } from './position.js';

/** Every position by its name. */
export const positions = defineProjection<Listed>({
  name: 'people.positions',
  version: 1,
  sources: [fold<Listed>()(position, foldListed)],
  indexes: [byName],
});
