import type { DescField, DescMessage, FileRegistry } from '@bufbuild/protobuf';
import { isText } from '../rest/query-json.js';
import type { Route } from '../rest/routes.js';
import { type Comments, commentsOf } from './comments.js';
import { commandHeaders, problem, queryHeaders, replyHeaders } from './common.js';
import { isRequired, rulesOf } from './rules.js';
import { type Schema, type Schemas, schemas } from './schema.js';

/** The OpenAPI 3.1 description of the REST routes, derived from the contracts. */
export function openApiDocument(routes: readonly Route[], registry: FileRegistry): Schema {
  const comments = commentsOf(registry);
  const written = schemas(registry, comments);
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of routes) {
    const path = pathOf(route);
    paths[path] = { ...paths[path], [route.method]: operation(route, written, comments, registry) };
  }
  const services = new Set(routes.map(({ rpc }) => rpc.parent));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Linchpin',
      version: '1',
      description:
        'Commands and queries of every service. Derived from the contracts, which are the same by gRPC.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    tags: [...services].map((service) => ({
      name: service.name,
      description: comments.get(service) ?? service.typeName,
    })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { ...written.components, Problem: problem },
      responses: {
        Problem: {
          description: 'A problem (RFC 9457). Decide by its `code`.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

/** The path in the names that JSON has: `/people/v1/employees/{employeeId}`. */
export const pathOf = ({ template, rpc, pathFields }: Route): string =>
  pathFields.reduce(
    (path, name) => path.replace(`{${name}}`, `{${named(rpc.input, name).jsonName}}`),
    template,
  );

const named = (message: DescMessage, name: string): DescField =>
  message.fields.find((field) => field.name === name)!;

function operation(route: Route, written: Schemas, comments: Comments, registry: FileRegistry): Schema {
  const { rpc, pathFields, aggregate, method, permission } = route;
  const isCommand = aggregate !== undefined;
  const description = [
    comments.get(rpc) ?? comments.get(rpc.input),
    `Needs the permission \`${permission}\`.`,
  ];
  const reply = {
    description: 'The answer.',
    ...(isCommand && { headers: replyHeaders }),
    content: { 'application/json': { schema: written.ref(rpc.output) } },
  };
  return {
    operationId: `${rpc.parent.name}_${rpc.name}`,
    tags: [rpc.parent.name],
    summary: rpc.name.replace(/(?<=[a-z])(?=[A-Z])/g, ' '),
    description: description.filter(Boolean).join('\n\n'),
    'x-linchpin-permission': permission,
    parameters: [
      ...pathFields.map((name) => ({
        name: named(rpc.input, name).jsonName,
        in: 'path',
        required: true,
        schema: written.field(named(rpc.input, name)),
      })),
      ...(method === 'get' ? queryParameters(rpc.input, pathFields, written, registry) : []),
      ...(isCommand ? commandHeaders : queryHeaders),
    ],
    ...(method === 'post' && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: written.body(rpc.input, pathFields) } },
      },
    }),
    responses: {
      200: reply,
      ...(isCommand && pathFields.length === 0 && { 201: { ...reply, description: 'Created.' } }),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function queryParameters(
  message: DescMessage,
  pathFields: readonly string[],
  written: Schemas,
  registry: FileRegistry,
  prefix = '',
): Schema[] {
  return message.fields
    .filter(({ name }) => prefix !== '' || !pathFields.includes(name))
    .flatMap((field) => {
      if (field.fieldKind === 'message' && !isText(field.message))
        return queryParameters(field.message, [], written, registry, `${prefix}${field.jsonName}.`);
      const { description, ...schema } = written.field(field);
      const required = isRequired(rulesOf(field, registry));
      return [
        {
          name: `${prefix}${field.jsonName}`,
          in: 'query',
          schema,
          ...(required && { required }),
          ...(description !== undefined && { description }),
        },
      ];
    });
}
