export { people } from './people.js';
