import { createHash } from 'node:crypto';

/**
 * The id of a command, made from what led to it: the same cause gives the same id, so that a repeat is done once. A
 * UUID of version 8 over a SHA-256 (RFC 9562, section 5.8 and appendix B.2).
 * @param cause an event as `stream#version`, or the firing of a timer
 * @param index the command's place among those of the cause, from 0
 */
export function commandIdOf(process: string, cause: string, index: number): string {
  const bytes = createHash('sha256').update(`${process}\n${cause}\n${index}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
