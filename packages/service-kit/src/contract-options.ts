import {
  type DescExtension,
  type DescField,
  type DescMethod,
  getOption,
  hasOption,
} from '@bufbuild/protobuf';
import { registry } from '@linchpin/contracts/descriptors';
import { ContractError } from './errors.js';

/** What a contract says of one field. */
export interface FieldOptions {
  /** The kind of thing whose id the field carries: the one that the message is about. */
  readonly identifies: string;
  /** The kind of another thing whose id the field carries. */
  readonly references: string;
  readonly site: boolean;
  readonly personal: { readonly permission: string } | undefined;
}

/** What a contract says of one RPC. */
export interface MethodOptions {
  readonly permission: string | undefined;
  /** The aggregate that the command goes to; undefined: a query. */
  readonly aggregate: string | undefined;
  /** The path of its REST route, with the fields of the request in braces. */
  readonly route: string | undefined;
}

const field = extension('linchpin.options.v1.field');
const access = extension('linchpin.options.v1.access');
const command = extension('linchpin.options.v1.command');
const http = extension('google.api.http');

/** The options of a field; undefined when it has none. */
export const fieldOptions = (of: DescField): FieldOptions | undefined =>
  hasOption(of, field) ? (getOption(of, field) as unknown as FieldOptions) : undefined;

/** The options of an RPC. */
export function methodOptions(of: DescMethod): MethodOptions {
  const option = <T>(wanted: DescExtension): T | undefined =>
    hasOption(of, wanted) ? (getOption(of, wanted) as T) : undefined;
  const { pattern } = option<{ pattern: { value?: unknown } }>(http) ?? {};
  return {
    permission: option<{ permission: string }>(access)?.permission || undefined,
    aggregate: option<{ aggregate: string }>(command)?.aggregate || undefined,
    route: typeof pattern?.value === 'string' ? pattern.value : undefined,
  };
}

function extension(name: string): DescExtension {
  const found = registry.getExtension(name);
  if (found === undefined)
    throw new ContractError(`The descriptor image has no ${name}; build the contracts anew.`);
  return found;
}
