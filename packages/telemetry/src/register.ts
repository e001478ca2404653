import { register } from 'node:module';

// Loaded by `node --import`, before the modules of the service, so that those can be instrumented.
if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) {
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);
  const { startTracing } = await import('./tracing.js');
  startTracing();
}
