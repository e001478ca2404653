import { hasOption } from '@bufbuild/protobuf';
import { registry } from '@linchpin/contracts/descriptors';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { routesOf } from '../rest/routes.js';
import { startGateway } from '../testing/gateway.js';
import { openApiDocument, pathOf } from './document.js';

const routes = routesOf(registry);
// biome-ignore lint/suspicious/noExplicitAny: a document is looked into here as a reader of JSON would
const document = openApiDocument(routes, registry) as any;

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result).toEqual({ valid: true });
  });

  it('lists the annotated RPCs, all of them and nothing else, as the app does', async () => {
    const http = registry.getExtension('google.api.http')!;
    const rpcs = [...registry].filter((type) => type.kind === 'service').flatMap(({ methods }) => methods);
    const annotated = rpcs
      .filter((rpc) => hasOption(rpc, http))
      .map((rpc) => `${rpc.parent.name}_${rpc.name}`);
    const operations = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap(
      (path) => Object.values(path).map(({ operationId }) => operationId),
    );
    expect(operations.sort()).toEqual(annotated.sort());

    const gateway = await startGateway();
    await gateway.close();
    const served = (gateway.app.router.stack as { route?: { path: string; stack: { method?: string }[] } }[])
      .flatMap(({ route }) =>
        route ? [...new Set(route.stack.map(({ method }) => `${method} ${route.path}`))] : [],
      )
      .filter((each) => / \/(people|platform)\//.test(each) && !each.startsWith('undefined'));
    const listed = routes.map(({ method, template }) => `${method} ${template.replace(/\{(\w+)\}/g, ':$1')}`);
    expect(served.sort()).toEqual(listed.sort());
    expect(Object.keys(document.paths).sort()).toEqual([...new Set(routes.map(pathOf))].sort());
  });

  it('has the rules and the comments of the contracts', () => {
    const hire = document.paths['/people/v1/employees'].post;
    const body = hire.requestBody.content['application/json'].schema;
    expect(body.required).toEqual(['employeeId', 'on', 'personal', 'placement', 'positionId']);
    expect(body.properties.on).toEqual({
      type: 'string',
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
      description: 'The first day of employment.',
    });
    expect(hire['x-linchpin-permission']).toBe('people.employee.hire');
    const list = document.paths['/people/v1/employees'].get;
    const parameter = (name: string) => list.parameters.find((each: { name: string }) => each.name === name);
    expect(list.description).toContain('The directory: search, filter, page, sort.');
    expect(parameter('pageSize').schema).toEqual({
      type: 'integer',
      format: 'int32',
      minimum: 0,
      maximum: 500,
    });
    expect(parameter('asOf.recordedAt').schema).toEqual({ type: 'string', format: 'date-time' });
    expect(parameter('orderBy').schema.enum).toContain('ORDER_HIRED_ON');
    const pay = document.components.schemas['linchpin.people.v1.Pay'];
    expect(pay.properties.period.enum).toEqual(['PAY_PERIOD_HOUR', 'PAY_PERIOD_MONTH', 'PAY_PERIOD_YEAR']);
  });
});
