import type { DescMessage, DescMethod } from '@bufbuild/protobuf';
import { registry } from '@linchpin/contracts/descriptors';
import type { AnyAggregate } from '@linchpin/domain';
import type { BoundApi, QueryContext } from './bind.js';
import { fieldOptions, methodOptions } from './contract-options.js';
import type { MethodDefinition } from './definition.js';
import { ContractError } from './errors.js';
import { compileFinder, type Finder } from './marked-fields.js';
import { type Masker, maskerOf } from './mask.js';

/** An RPC as it is served: what its contract says, worked out once. */
export interface Rpc {
  /** The member of the definition, for instance `open`. */
  readonly key: string;
  /** For instance `/linchpin.people.v1.SiteService/Open`. */
  readonly path: string;
  readonly method: MethodDefinition;
  readonly request: DescMessage;
  readonly permission: string;
  /** Undefined when nothing in the response needs a permission. */
  readonly mask: Masker | undefined;
  readonly does: CommandRpc | QueryRpc;
}

/** An RPC that changes a thing. */
export interface CommandRpc {
  readonly kind: 'command';
  readonly aggregate: AnyAggregate;
  /** The member of the command union. */
  readonly name: string;
  /** The member of the request that carries the id of the thing. */
  readonly idField: string;
  /** Its REST route names the thing: there is nothing to command where it does not exist. */
  readonly needsExisting: boolean;
  readonly sites: Finder | undefined;
  /** By aggregate: the ids of other things that the request refers to. */
  readonly references: readonly { readonly aggregate: string; readonly find: Finder }[];
}

/** An RPC that answers a question. */
export interface QueryRpc {
  readonly kind: 'query';
  // biome-ignore lint/suspicious/noExplicitAny: each handler has a request and a response of its own
  readonly handle: (request: any, context: QueryContext) => unknown;
}

/**
 * Works out the RPCs of a bound service.
 * @throws {ContractError} when the contract lacks an option, or what is bound to it does not fit
 */
export function rpcsOf(api: BoundApi): readonly Rpc[] {
  const { definition } = api;
  const service = registry.getService(definition.fullName);
  if (service === undefined)
    throw new ContractError(`The contracts have no service ${definition.fullName}; build them anew.`);
  for (const key of Object.keys(api.queries))
    if (definition.methods[key] === undefined)
      throw new ContractError(`${definition.fullName} has no RPC for the query ${key}.`);
  return Object.entries(definition.methods).map(([key, method]) => {
    const described = service.methods.find(({ name }) => name === method.name);
    if (described === undefined)
      throw new ContractError(`${definition.fullName} has no RPC ${method.name}; build the contracts anew.`);
    return rpcOf(api, key, method, described);
  });
}

function rpcOf(api: BoundApi, key: string, method: MethodDefinition, described: DescMethod): Rpc {
  const { fullName } = api.definition;
  const { permission } = methodOptions(described);
  if (permission === undefined)
    throw new ContractError(
      `${fullName}.${method.name} says not who may call it. Give it the option (linchpin.options.v1.access).`,
    );
  return {
    key,
    path: `/${fullName}/${method.name}`,
    method,
    request: described.input,
    permission,
    mask: maskerOf(described.output),
    does: doesOf(api, key, described),
  };
}

function doesOf(api: BoundApi, key: string, described: DescMethod): CommandRpc | QueryRpc {
  const name = `${api.definition.fullName}.${described.name}`;
  const isCommand = methodOptions(described).aggregate !== undefined;
  const handle = api.queries[key];
  if ((described.output.typeName === 'linchpin.common.v1.CommandReply') !== isCommand)
    throw new ContractError(
      `${name}: a command has the option (linchpin.options.v1.command) and answers with CommandReply; this has one of the two.`,
    );
  if (isCommand && handle !== undefined)
    throw new ContractError(`${name} is a command, and is bound to a query. Remove the query.`);
  if (isCommand) return commandOf(name, api.aggregate, described);
  if (handle === undefined) throw new ContractError(`${name} is bound to nothing. Give it a query.`);
  return { kind: 'query', handle };
}

function commandOf(name: string, aggregate: AnyAggregate | undefined, described: DescMethod): CommandRpc {
  const options = methodOptions(described);
  if (aggregate?.name !== options.aggregate)
    throw new ContractError(
      `${name} is a command of ${options.aggregate}, and is bound to ${aggregate?.name ?? 'no aggregate'}.`,
    );
  const request = described.input;
  const member = registry
    .getMessage(aggregate!.commands.$type)
    ?.fields.find(({ localName }) => localName === described.localName);
  if (member?.message?.typeName !== request.typeName)
    throw new ContractError(
      `${name} takes ${request.typeName}, and ${aggregate!.commands.$type} has ` +
        `${member?.message?.typeName ?? 'nothing'} as ${described.localName}.`,
    );
  const idField = request.fields.find((field) => fieldOptions(field)?.identifies === aggregate!.name);
  if (idField === undefined)
    throw new ContractError(`${request.typeName} has no field that identifies a ${aggregate!.name}.`);
  return {
    kind: 'command',
    aggregate: aggregate!,
    name: described.localName,
    idField: idField.localName,
    needsExisting: options.route?.includes(`{${idField.name}}`) === true,
    sites: compileFinder(request, ({ site }) => site),
    references: referencesOf(request),
  };
}

function referencesOf(request: DescMessage): CommandRpc['references'] {
  const kinds = new Set<string>();
  const collect = compileFinder(request, ({ references }) => {
    if (references !== '') kinds.add(references);
    return references !== '';
  });
  if (collect === undefined) return [];
  return [...kinds].map((aggregate) => ({
    aggregate,
    find: compileFinder(request, ({ references }) => references === aggregate)!,
  }));
}
