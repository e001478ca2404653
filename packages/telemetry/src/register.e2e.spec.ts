import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const traceId = '0af7651916cd43dd8448eb211c80319c';

/** A process that continues a caller's trace by one span. */
const program = `
import { context, propagation, trace, ROOT_CONTEXT } from ${JSON.stringify(pathToFileURL(here('../node_modules/@opentelemetry/api/build/src/index.js')).href)};
const caller = propagation.extract(ROOT_CONTEXT, { traceparent: '00-${traceId}-b7ad6b7169203331-01' });
trace.getTracer('test').startSpan('hire', {}, caller).end();
`;

it('exports the spans of a process, in the trace of its caller', async () => {
  const bodies: string[] = [];
  const collector = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      bodies.push(body);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => void collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  const env = {
    ...process.env,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_SERVICE_NAME: 'people',
  };
  const flags = ['--import', here('../dist/register.js'), '--input-type=module', '--eval', program];
  await promisify(execFile)(process.execPath, flags, { env });
  collector.close();
  expect(bodies.join()).toContain(traceId);
  expect(bodies.join()).toContain('"hire"');
  expect(bodies.join()).toContain('"people"');
});
