import type { Schema } from './schema.js';

const header = (name: string, description: string, schema: Schema): Schema => ({
  name,
  in: 'header',
  description,
  schema,
});

const visible = (maxLength: number): Schema => ({ type: 'string', pattern: '^[!-~]+$', maxLength });

/** Headers that every command takes. */
export const commandHeaders: readonly Schema[] = [
  header(
    'Idempotency-Key',
    'The same key with the same command is carried out once; the first answer is repeated. With another command: 422.',
    visible(128),
  ),
  header(
    'If-Match',
    'The version that the thing must have, in quotes, as the ETag of a reply gives it. Else: 412.',
    {
      type: 'string',
      pattern: '^"[0-9]{1,15}"$',
    },
  ),
];

/** Headers that every query takes. */
export const queryHeaders: readonly Schema[] = [
  header('Linchpin-Not-Before', "A command's token: the answer includes what the command did.", visible(512)),
];

/** Headers of the reply to a command. */
export const replyHeaders: Schema = {
  ETag: { description: 'The version of the thing after the command, in quotes.', schema: { type: 'string' } },
  'Linchpin-Token': { description: 'For `Linchpin-Not-Before`.', schema: { type: 'string' } },
};

/** RFC 9457, with a stable code and the fields in question. */
export const problem: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong, for a person to read.' },
    instance: { type: 'string', description: 'Names this occurrence in the log.' },
    code: { type: 'string', description: 'Stable. Decide by it.', examples: ['NOT_EMPLOYED'] },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: {
          field: { type: 'string', examples: ['placement.siteId'] },
          message: { type: 'string' },
        },
      },
    },
  },
};
