import { people } from './people.js';

await people.run();
