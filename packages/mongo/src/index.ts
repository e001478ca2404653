export {
  type AggregateOptions,
  type AggregationCursor,
  type AnyBulkWriteOperation,
  Binary,
  BSON,
  type ChangeStream,
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  type Filter,
  type FindCursor,
  type FindOptions,
  Long,
  MongoClient,
  MongoServerError,
  type ResumeToken,
  Timestamp,
} from 'mongodb';
export * from './connect.js';
export * from './describe-server.js';
export * from './errors.js';
