import type {
  AggregateOptions,
  AggregationCursor,
  Collection,
  Db,
  Filter,
  FindCursor,
  FindOptions,
  Document as Plain,
} from '@linchpin/mongo';
import { NotBuiltError } from './errors.js';
import type { Projector } from './projector.js';
import { documentsIn, type Stored } from './storage.js';

/** Reads the documents of one projection from the collection in use. */
export interface ProjectionReader<Document> {
  /** The collection in use now. Ask for it at each query. @throws {NotBuiltError} before the first build has ended. */
  readonly collection: Collection<Stored<Document>>;
  find(filter: Filter<Stored<Document>>, options?: FindOptions): FindCursor<Stored<Document>>;
  findOne(filter: Filter<Stored<Document>>, options?: FindOptions): Promise<Stored<Document> | null>;
  count(filter: Filter<Stored<Document>>): Promise<number>;
  aggregate<Result extends Plain>(
    pipeline: readonly Plain[],
    options?: AggregateOptions,
  ): AggregationCursor<Result>;
}

export function readerOf<Document>(db: Db, projector: Projector): ProjectionReader<Document> {
  const current = (): Collection => {
    if (projector.meta === undefined) throw new NotBuiltError(projector.projection.name);
    return documentsIn(db, projector.meta.collection);
  };
  return {
    get collection() {
      return current() as unknown as Collection<Stored<Document>>;
    },
    find: (filter, options) =>
      current().find(filter as Filter<Plain>, options) as unknown as FindCursor<Stored<Document>>,
    findOne: (filter, options) =>
      current().findOne(filter as Filter<Plain>, options) as unknown as Promise<Stored<Document> | null>,
    count: (filter) => current().countDocuments(filter as Filter<Plain>),
    aggregate: <Result extends Plain>(pipeline: readonly Plain[], options?: AggregateOptions) =>
      current().aggregate<Result>([...pipeline], options),
  };
}
