import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  trace,
} from '@opentelemetry/api';
import type { Metadata } from 'nice-grpc';
import { isTraceparent, metadataKeys } from './metadata-keys.js';

const tracer = trace.getTracer('@linchpin/service-kit');

const getter: TextMapGetter<Metadata> = {
  get: (metadata, key) => metadata.get(key) as string | undefined,
  keys: (metadata) => [...metadata].map(([key]) => key),
};

/** Runs a call in a span of its own, below the caller's. */
export function traced<T>(path: string, metadata: Metadata, work: () => Promise<T>): Promise<T> {
  const parent = propagation.extract(ROOT_CONTEXT, metadata, getter);
  return tracer.startActiveSpan(path.slice(1), { kind: SpanKind.SERVER }, parent, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The W3C trace context that goes with what a call records: its span's, or the caller's where nothing is traced. */
export function traceparentOf(metadata: Metadata): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  const given = carrier.traceparent ?? metadata.get(metadataKeys.traceparent);
  return given !== undefined && isTraceparent(given) ? given : undefined;
}
