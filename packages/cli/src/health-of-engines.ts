import { describeCluster } from '@linchpin/event-bus';
import { describeServer } from '@linchpin/mongo';
import type { ServiceHealth } from '@linchpin/service-kit';
import { createLogger } from '@linchpin/telemetry';
import type { EnginePlace, RunFile } from './surroundings.js';

/** What was found out about a part of the platform. */
export interface Finding {
  readonly health: ServiceHealth;
  /** What is wrong and what to do; undefined when all is well. */
  readonly problem?: string;
}

type Mongodb = RunFile['engines']['mongodb'];
type Kafka = RunFile['engines']['kafka'];

/** A connection string without its user and password. */
const withoutCredentials = (url: string): string => url.replace(/\/\/[^@/]*@/, '//');

const restart = 'Restart with npm stop and npm start; the data stays.';

/** An engine of ours is started again with everything else; one of somebody else's is theirs to start. */
const whatToDo = ({ pid, log }: EnginePlace, variable: string): string =>
  pid === undefined
    ? `Start it, or set ${variable} to another one and restart.`
    : `${log === undefined ? '' : `Its log is ${log}. `}${restart}`;

/** Asks MongoDB how it is. */
export async function healthOfMongodb(place: Mongodb) {
  const url = withoutCredentials(place.url);
  const remedy = whatToDo(place, 'LINCHPIN_MONGODB_URL');
  const finding = await describeServer(place.url).then(
    ({
      version,
      replicaSet,
      takesWrites,
    }): Finding & { version: string; replicaSet: string | undefined } => ({
      ...(takesWrites
        ? { health: 'serving' }
        : {
            health: 'not serving',
            problem: `MongoDB at ${url} has no primary that takes writes. ${remedy}`,
          }),
      version,
      replicaSet,
    }),
    (): Finding => ({ health: 'no answer', problem: `MongoDB does not answer at ${url}. ${remedy}` }),
  );
  return { ...place, url, ...finding };
}

/** Asks Kafka how it is. */
export async function healthOfKafka(place: Kafka) {
  const remedy = whatToDo(place, 'LINCHPIN_KAFKA_BROKERS');
  const log = createLogger('status', 'silent');
  const finding = await describeCluster(place.brokers.split(','), log).then(
    ({ clusterId, brokers, hasController }): Finding & { clusterId: string; brokersUp: number } => ({
      ...(hasController
        ? { health: 'serving' }
        : { health: 'not serving', problem: `Kafka at ${place.brokers} has no controller. ${remedy}` }),
      clusterId,
      brokersUp: brokers.length,
    }),
    (): Finding => ({
      health: 'no answer',
      problem: `Kafka does not answer at ${place.brokers}. ${remedy}`,
    }),
  );
  return { ...place, ...finding };
}
