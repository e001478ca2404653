import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Problem } from '../model/problem.js';
import { UnreadableText } from './unreadable-text.js';

const schema = JSON.parse(readFileSync(new URL('../../problem.schema.json', import.meta.url), 'utf8'));
const isProblem = new Ajv2020({
  allErrors: true,
  discriminator: true,
  allowUnionTypes: true,
}).compile<Problem>(schema);

/**
 * Reads a problem as JSON. What its numbers and names mean is looked at when it is compiled.
 *
 * @throws {UnreadableText} naming every place that is not as the schema says.
 */
export function readProblemJson(text: string): Problem {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UnreadableText([(error as Error).message]);
  }
  if (isProblem(value)) return value;
  throw new UnreadableText(isProblem.errors!.map(faultOf));
}

/** Writes a problem as JSON. */
export const writeProblemJson = (problem: Problem) => `${JSON.stringify(problem, null, 1)}\n`;

function faultOf({ instancePath, message, params }: ErrorObject): string {
  const detail = 'additionalProperty' in params ? ` (${params.additionalProperty})` : '';
  return `${instancePath === '' ? 'the problem' : instancePath}: ${message}${detail}`;
}
