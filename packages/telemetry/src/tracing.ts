import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';
import { GrpcInstrumentation } from '@opentelemetry/instrumentation-grpc';
import { KafkaJsInstrumentation } from '@opentelemetry/instrumentation-kafkajs';
import { MongoDBInstrumentation } from '@opentelemetry/instrumentation-mongodb';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** Sends the spans of this process to OTEL_EXPORTER_OTLP_ENDPOINT, by OTLP over HTTP, as the service OTEL_SERVICE_NAME. */
export function startTracing(): void {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME ?? 'linchpin' }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  registerInstrumentations({
    instrumentations: [
      new ExpressInstrumentation(),
      new GrpcInstrumentation(),
      new KafkaJsInstrumentation(),
      new MongoDBInstrumentation(),
    ],
  });
  const report = (error: unknown) => console.error('The last spans could not be sent:', error);
  for (const signal of ['SIGTERM', 'SIGINT'])
    process.once(signal, () => void provider.forceFlush().catch(report));
  process.once('beforeExit', () => void provider.shutdown().catch(report));
}
