import {
  DepartmentServiceDefinition,
  EmployeeServiceDefinition,
  PositionServiceDefinition,
  SiteServiceDefinition,
} from '@linchpin/contracts/people';
import {
  LogServiceDefinition,
  ProjectionServiceDefinition,
  ProofServiceDefinition,
} from '@linchpin/contracts/platform';
import { type Connected, connect, disconnect } from '@linchpin/service-kit';
import { type CommonOptions, peopleAddress, tokenOf } from './surroundings.js';

/** Clients of everything the people service offers, by what they are about. */
export interface PeopleClient {
  readonly employees: Connected<typeof EmployeeServiceDefinition>;
  readonly sites: Connected<typeof SiteServiceDefinition>;
  readonly departments: Connected<typeof DepartmentServiceDefinition>;
  readonly positions: Connected<typeof PositionServiceDefinition>;
  readonly log: Connected<typeof LogServiceDefinition>;
  readonly projections: Connected<typeof ProjectionServiceDefinition>;
  readonly proof: Connected<typeof ProofServiceDefinition>;
  close(): void;
}

/** Connects to the people service. */
export async function peopleClient(options: CommonOptions): Promise<PeopleClient> {
  const address = peopleAddress(options);
  const credentials = { token: await tokenOf(options) };
  const clients = {
    employees: connect(EmployeeServiceDefinition, address, credentials),
    sites: connect(SiteServiceDefinition, address, credentials),
    departments: connect(DepartmentServiceDefinition, address, credentials),
    positions: connect(PositionServiceDefinition, address, credentials),
    log: connect(LogServiceDefinition, address, credentials),
    projections: connect(ProjectionServiceDefinition, address, credentials),
    proof: connect(ProofServiceDefinition, address, credentials),
  };
  return {
    ...clients,
    close: () => {
      for (const client of Object.values(clients)) disconnect(client);
    },
  };
}

/** Does something with the people service, and disconnects. */
export async function withPeople(
  options: CommonOptions,
  use: (client: PeopleClient) => Promise<void>,
): Promise<void> {
  const client = await peopleClient(options);
  try {
    await use(client);
  } finally {
    client.close();
  }
}
