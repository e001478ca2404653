import { createHash } from 'node:crypto';

/**
 * One text for one value, whatever the order of its fields: fields by name, those undefined left out. Distinguishes
 * numbers, bigints, dates and bytes.
 */
export function canonical(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof Date) return `d${value.getTime()}`;
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString('base64')}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  let text = '{';
  const fields = value as Record<string, unknown>;
  for (const name of Object.keys(fields).sort())
    if (fields[name] !== undefined) text += `${JSON.stringify(name)}:${canonical(fields[name])},`;
  return `${text}}`;
}

/** A SHA-256 over documents that come in the order of their ids. */
export class Digest {
  readonly #hash = createHash('sha256');
  #documents = 0;

  add(id: string, document: unknown): void {
    this.#hash.update(`${JSON.stringify(id)}${canonical(document)}\n`);
    this.#documents += 1;
  }

  get documents(): number {
    return this.#documents;
  }

  /** The digest in hexadecimal; nothing can be added after. */
  end(): string {
    return this.#hash.digest('hex');
  }
}
