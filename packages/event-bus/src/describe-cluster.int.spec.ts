import { testKafkaBrokers } from '@linchpin/engines/testing';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { describeCluster } from './describe-cluster.js';

const log = pino({ level: 'silent' });

it('tells what a Kafka is', async () => {
  const brokers = testKafkaBrokers().split(',');
  expect(await describeCluster(brokers, log)).toEqual({
    clusterId: expect.stringMatching(/^[\w-]{22}$/),
    brokers,
    hasController: true,
  });
});

it('says that none answers', async () => {
  await expect(describeCluster(['127.0.0.1:1'], log, 300)).rejects.toMatchObject({
    code: 'BUS_UNAVAILABLE',
    message: expect.stringContaining('Kafka does not answer at 127.0.0.1:1.'),
  });
});
