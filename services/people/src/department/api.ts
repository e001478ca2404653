import { DepartmentServiceDefinition } from '@linchpin/contracts/people';
import { bind } from '@linchpin/service-kit';
import { listByName } from '../opening/list.query.js';
import { department } from './department.js';
import { departments } from './departments.projection.js';

/** Binds the contract of the departments, which are the same for all sites. */
export const departmentApi = bind(DepartmentServiceDefinition, {
  aggregate: department,
  queries: {
    listDepartments: async (request, context) => {
      const { page, nextPageToken } = await listByName(
        context.read(departments).collection,
        request,
        context,
      );
      return {
        departments: page.map(({ _id, name, openedOn, closedOn }) => ({
          departmentId: _id,
          name,
          openedOn,
          closedOn,
        })),
        nextPageToken,
      };
    },
  },
});
