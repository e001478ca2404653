import { createHash } from 'node:crypto';
import { DepartmentCommand, EmployeeCommand, PositionCommand, SiteCommand } from '@linchpin/contracts/people';
import type { AnyCommand } from './planned-command.js';

/**
 * A command id that follows from the command: SHA-256 over its kind and content, in the shape of a UUID (version 8).
 * @param basis what tells equal commands apart that are meant to be two, for instance the version they build on.
 */
export function commandIdOf(command: AnyCommand, basis: string): string {
  const hash = createHash('sha256')
    .update(`${command.aggregate}\n${basis}\n`)
    .update(bytesOf(command))
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function bytesOf({ aggregate, command }: AnyCommand): Uint8Array {
  switch (aggregate) {
    case 'people.site':
      return SiteCommand.encode({ command }).finish();
    case 'people.department':
      return DepartmentCommand.encode({ command }).finish();
    case 'people.position':
      return PositionCommand.encode({ command }).finish();
    case 'people.employee':
      return EmployeeCommand.encode({ command }).finish();
  }
}
