import { type Meter, metrics } from '@opentelemetry/api';

/**
 * The meter of a part of the platform. Names are like `linchpin_projection_lag_events`: platform, part, what, unit.
 * Costs nothing while telemetry is off: the instruments then do nothing.
 * @example meterOf('projections').createHistogram('linchpin_projection_batch_seconds').record(0.02);
 */
export const meterOf = (part: string): Meter => metrics.getMeter(`@linchpin/${part}`);
