export * from './connect.js';
export * from './errors.js';
export {
  Binary,
  BSON,
  type AnyBulkWriteOperation,
  type ChangeStream,
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  type Filter,
  Long,
  type MongoClient,
  MongoServerError,
  type ResumeToken,
  Timestamp,
} from 'mongodb';
