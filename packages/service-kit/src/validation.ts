import { type DescMessage, fromBinary } from '@bufbuild/protobuf';
import { pathToString } from '@bufbuild/protobuf/reflect';
import { createValidator } from '@bufbuild/protovalidate';
import { registry } from '@linchpin/contracts/descriptors';
import { CallError } from './errors.js';

const patterns = new Map<string, RegExp>();

const validator = createValidator({
  registry,
  // The patterns are the contract's, not the caller's, and the engine's own matcher is many times faster.
  regexMatch(pattern, against) {
    const compiled = patterns.get(pattern) ?? new RegExp(pattern, 'u');
    patterns.set(pattern, compiled);
    return compiled.test(against);
  },
});

/**
 * Checks a request against the rules of its contract.
 * @throws {CallError} INVALID_REQUEST that names every field that breaks one, as the contract names it
 */
export function validate(type: DescMessage, bytes: Uint8Array): void {
  const { kind, violations, error } = validator.validate(type, fromBinary(type, bytes));
  if (kind === 'valid') return;
  if (kind === 'error') throw error;
  const fields = violations.map(({ field, message }) => ({
    field: pathToString(field),
    description: message,
  }));
  const sentence = fields.map(({ field, description }) => `${field}: ${description}`).join('; ');
  throw new CallError('INVALID_REQUEST', `The request breaks its contract. ${sentence}`, fields);
}
