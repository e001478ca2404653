import { join } from 'node:path';

/** The root of the repository. */
export const root = join(import.meta.dirname, '../../..');

/** The folder of everything local: downloaded engines, data, keys, logs. Git ignores it. */
export const home = join(root, '.linchpin');

/** Where one installation keeps its data, keys and logs: LINCHPIN_HOME, so that a second one can run beside the first. */
export const installation = process.env.LINCHPIN_HOME ?? home;
