import { service } from '@linchpin/service-kit';
import { departmentApi } from './department/api.js';
import { department } from './department/department.js';
import { departments } from './department/departments.projection.js';
import { employeeApi } from './employee/api.js';
import { employee } from './employee/employee.js';
import { history } from './employee/history.projection.js';
import { staff } from './employee/staff.projection.js';
import { positionApi } from './position/api.js';
import { position } from './position/position.js';
import { positions } from './position/positions.projection.js';
import { siteApi } from './site/api.js';
import { site } from './site/site.js';
import { sites } from './site/sites.projection.js';

/** The service that knows who works for the group, where, as what, and since when. */
export const people = service({
  name: 'people',
  aggregates: [employee, site, department, position],
  projections: [staff, history, sites, departments, positions],
  api: [employeeApi, siteApi, departmentApi, positionApi],
});
