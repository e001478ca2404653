export * from './generated/linchpin/people/v1/department.js';
export * from './generated/linchpin/people/v1/employee.js';
export * from './generated/linchpin/people/v1/employee_service.js';
export * from './generated/linchpin/people/v1/position.js';
export * from './generated/linchpin/people/v1/site.js';
