import type { Projection } from '@linchpin/domain';
import type { ProjectionReader } from '@linchpin/projections';

/** What queries read: a projection of this service, in the collection that is in use now. */
export type Read = <Document>(projection: Projection<Document>) => ProjectionReader<Document>;
