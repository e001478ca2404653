import {
  DepartmentServiceDefinition,
  EmployeeServiceDefinition,
  PositionServiceDefinition,
  SiteServiceDefinition,
} from '@linchpin/contracts/people';
import { LogServiceDefinition, ProjectionServiceDefinition } from '@linchpin/contracts/platform';
import { connect } from '@linchpin/service-kit';
import { type CommonOptions, peopleAddress, tokenOf } from './surroundings.js';

/** Clients of everything the people service offers. */
export async function peopleClient(options: CommonOptions) {
  const address = peopleAddress(options);
  const credentials = { token: await tokenOf(options) };
  const clients = {
    employees: connect(EmployeeServiceDefinition, address, credentials),
    sites: connect(SiteServiceDefinition, address, credentials),
    departments: connect(DepartmentServiceDefinition, address, credentials),
    positions: connect(PositionServiceDefinition, address, credentials),
    log: connect(LogServiceDefinition, address, credentials),
    projections: connect(ProjectionServiceDefinition, address, credentials),
  };
  return { ...clients, close: () => Object.values(clients).forEach((client) => void client.close()) };
}

export type PeopleClient = Awaited<ReturnType<typeof peopleClient>>;
