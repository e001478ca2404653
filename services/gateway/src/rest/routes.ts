import { type DescExtension, type DescMethod, getOption, hasOption, type Registry } from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import { ContractError } from '../problem/errors.js';

/** One REST route: an RPC with an annotation `google.api.http`. */
export interface Route {
  readonly method: 'get' | 'post';
  /** As in the contract: `/people/v1/employees/{employee_id}`. */
  readonly template: string;
  /** Names of the request fields that the path carries. */
  readonly pathFields: readonly string[];
  readonly rpc: DescMethod;
  /** The service that owns it, for instance `people`; undefined when the path field `service` names it. */
  readonly owner: string | undefined;
  readonly permission: string;
  /** The aggregate whose command it is; undefined for a query. */
  readonly aggregate: string | undefined;
}

const templatePattern = /^(\/([a-z0-9-]+|\{[a-z_]+\}))+$/;

/**
 * The REST routes that the contracts declare.
 * @throws {ContractError} for an annotation that could not be served as it is meant.
 */
export function routesOf(registry: Registry): readonly Route[] {
  const extensions = {
    http: extensionOf(registry, 'google.api.http'),
    access: extensionOf(registry, 'linchpin.options.v1.access'),
    command: extensionOf(registry, 'linchpin.options.v1.command'),
  };
  return [...registry]
    .filter((type) => type.kind === 'service')
    .flatMap(({ methods }) => methods)
    .filter((rpc) => hasOption(rpc, extensions.http))
    .map((rpc) => routeOf(rpc, extensions));
}

/** The names of the services in the contracts. What every service serves (`platform`) is no service of its own. */
export const ownersOf = (routes: readonly Route[]): readonly string[] => [
  ...new Set(routes.flatMap(({ owner }) => owner ?? [])),
];

function routeOf(rpc: DescMethod, extensions: Record<'http' | 'access' | 'command', DescExtension>): Route {
  const name = `${rpc.parent.typeName}.${rpc.name}`;
  const rule = getOption(rpc, extensions.http) as HttpRule;
  const { case: method, value: template } = rule.pattern;
  if (rpc.methodKind !== 'unary')
    throw new ContractError(`${name} streams; only unary RPCs have REST routes.`);
  if (method !== 'get' && method !== 'post')
    throw new ContractError(`${name}: only get and post are served.`);
  if (rule.body !== (method === 'post' ? '*' : ''))
    throw new ContractError(`${name}: a post needs body "*", a get none.`);
  if (rule.additionalBindings.length > 0)
    throw new ContractError(`${name}: additional bindings are not served.`);
  if (!templatePattern.test(template))
    throw new ContractError(`${name}: the path ${template} is not served.`);
  const pathFields = [...template.matchAll(/\{([a-z_]+)\}/g)].map(([, field]) => field!);
  for (const field of pathFields)
    if (!rpc.input.fields.some(({ name, scalar }) => name === field && scalar !== undefined))
      throw new ContractError(`${name}: the request has no field ${field}, which its path names.`);
  const permission = textOption(rpc, extensions.access, 'permission');
  if (permission === undefined) throw new ContractError(`${name} does not say which permission it needs.`);
  const service = rpc.parent.file.proto.package.split('.')[1]!;
  return {
    method,
    template,
    pathFields,
    rpc,
    owner: pathFields.includes('service') ? undefined : service,
    permission,
    aggregate: textOption(rpc, extensions.command, 'aggregate'),
  };
}

interface HttpRule {
  readonly pattern: { readonly case: string; readonly value: string };
  readonly body: string;
  readonly additionalBindings: readonly unknown[];
}

function textOption(rpc: DescMethod, extension: DescExtension, field: string): string | undefined {
  if (!hasOption(rpc, extension)) return undefined;
  const message = reflect(extension.message!, getOption(rpc, extension) as never);
  return String(message.get(extension.message!.field[field]!));
}

function extensionOf(registry: Registry, name: string): DescExtension {
  const extension = registry.getExtension(name);
  if (extension === undefined) throw new ContractError(`The contracts lack the option ${name}.`);
  return extension;
}
