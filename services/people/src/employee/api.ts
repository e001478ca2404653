import { EmployeeServiceDefinition } from '@linchpin/contracts/people';
import { bind, notFound } from '@linchpin/service-kit';
import { monthsAsked } from '../calendar/months.js';
import { orFail } from '../or-fail.js';
import { directoryPage } from './directory.api.js';
import { employee } from './employee.js';
import { employeeMessage } from './employee-message.js';
import { headcount } from './headcount.query.js';
import { history } from './history.projection.js';
import { factsAbout } from './history.query.js';
import { latest, momentOf } from './moment.js';
import { findEmployee } from './one-employee.query.js';
import { employedChart } from './org-chart.query.js';
import { staff } from './staff.projection.js';
import { turnover } from './turnover.query.js';

/** Binds the contract of the employees. */
export const employeeApi = bind(EmployeeServiceDefinition, {
  aggregate: employee,
  queries: {
    listEmployees: directoryPage,

    getEmployee: async ({ employeeId, asOf }, { read, scope, clock }) => {
      const found = await findEmployee(
        read(staff).collection,
        scope,
        employeeId,
        orFail(momentOf(asOf, clock())),
      );
      if (found === undefined) throw notFound(`employee ${employeeId}`);
      return employeeMessage(found);
    },

    getEmployeeHistory: async ({ employeeId, recordedAt }, { read, scope, clock }) => {
      // Where the person is now decides who may read, whatever the facts are as of.
      const now = await findEmployee(
        read(staff).collection,
        scope,
        employeeId,
        orFail(momentOf(undefined, clock())),
      );
      const facts = now && (await factsAbout(read(history).collection, employeeId, recordedAt ?? latest));
      if (!facts?.length) throw notFound(`employee ${employeeId}`);
      return { employeeId, siteId: now!.span.siteId, facts };
    },

    getOrgChart: async ({ asOf, rootId, siteIds }, { read, scope, clock }) => {
      const moment = orFail(momentOf(asOf, clock()));
      const chart = await employedChart(read(staff).collection, scope, moment, siteIds, rootId || undefined);
      if (rootId && chart.nodes.length === 0) throw notFound(`employee ${rootId}`);
      return chart;
    },

    getHeadcount: (request, { read, scope, clock }) =>
      headcount(
        read(staff).collection,
        scope,
        orFail(momentOf(request.asOf, clock())),
        request,
        request.groupBy,
      ),

    getTurnover: (request, { read, scope }) =>
      turnover(
        read(staff).collection,
        scope,
        orFail(monthsAsked(request.fromMonth, request.toMonth)),
        request.recordedAt ?? latest,
        request,
        request.groupBy,
      ),
  },
});
