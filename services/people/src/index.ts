export { employee } from './employee/employee.js';
