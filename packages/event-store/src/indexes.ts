import type { Db } from '@linchpin/mongo';
import { tilesOf } from './log-tree.js';
import { segmentsOf } from './segment.js';

/** What look-ups by commit and by instant in the log need; `commits` has the index on `_id` and no other. */
export async function createIndexes(db: Db): Promise<void> {
  await segmentsOf(db).createIndexes([{ key: { ids: 1 } }, { key: { at: 1 } }]);
  await tilesOf(db).createIndex({ 'next.segment': 1 }, { sparse: true });
}
