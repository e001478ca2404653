import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { TopicMismatchError } from './errors.js';
import { ConfigResourceTypes } from './kafkajs.js';
import { partitionCount } from './topics.js';

/** The most bytes of one record batch; a send is kept far below it. */
export const maxMessageBytes = 4_194_304;

/** What differs between deployments. */
export interface TopicDurability {
  /** Copies of each partition. */
  readonly replicationFactor: number;
  /** How many copies must have a message before it is acknowledged. */
  readonly minInSyncReplicas: number;
}

/** What must hold for every topic: events are kept for good, none is compacted away. */
const required = { 'retention.ms': '-1', 'retention.bytes': '-1', 'cleanup.policy': 'delete' } as const;

/**
 * Creates the topics that are missing and checks the others.
 * @throws {TopicMismatchError} for the first that has other settings.
 */
export async function ensureTopics(
  admin: Admin,
  topics: readonly string[],
  { replicationFactor, minInSyncReplicas }: TopicDurability,
): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !existing.has(topic));
  if (missing.length > 0)
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((topic) => ({
        topic,
        numPartitions: partitionCount,
        replicationFactor,
        configEntries: Object.entries({
          ...required,
          'min.insync.replicas': String(minInSyncReplicas),
          'max.message.bytes': String(maxMessageBytes),
          // The broker's time: a service's clock may run ahead, which a broker refuses.
          'message.timestamp.type': 'LogAppendTime',
        }).map(([name, value]) => ({ name, value })),
      })),
    });
  // Those just created too: another process may have created them first, otherwise.
  await checkTopics(admin, topics, minInSyncReplicas);
}

/** Deletes those topics that exist, and waits until they are gone. */
export async function deleteTopics(admin: Admin, topics: readonly string[]): Promise<void> {
  const existing = async () => new Set((await admin.listTopics()).filter((topic) => topics.includes(topic)));
  const present = await existing();
  if (present.size === 0) return;
  await admin.deleteTopics({ topics: [...present] });
  while ((await existing()).size > 0) await sleep(100);
}

async function checkTopics(admin: Admin, names: readonly string[], minInSyncReplicas: number): Promise<void> {
  if (names.length === 0) return;
  const [{ topics }, { resources }] = await Promise.all([
    admin.fetchTopicMetadata({ topics: [...names] }),
    admin.describeConfigs({
      includeSynonyms: false,
      resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
    }),
  ]);
  for (const { name, partitions } of topics) {
    const entries = resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? [];
    const settings = new Map(entries.map(({ configName, configValue }) => [configName, configValue]));
    const problems = Object.entries(required)
      .filter(([setting, value]) => settings.get(setting) !== value)
      .map(([setting, value]) => `${setting} is ${settings.get(setting)}, not ${value}`);
    if (partitions.length !== partitionCount)
      problems.unshift(`it has ${partitions.length} partitions, not ${partitionCount}`);
    for (const [setting, least] of [
      ['max.message.bytes', maxMessageBytes],
      ['min.insync.replicas', minInSyncReplicas],
    ] as const)
      if (Number(settings.get(setting)) < least)
        problems.push(`${setting} is ${settings.get(setting)}, less than ${least}`);
    if (problems.length > 0) throw new TopicMismatchError(name, problems);
  }
}
