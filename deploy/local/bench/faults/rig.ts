import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signToken } from '@linchpin/access';
import { freePort, type KeptProcess, openKeeper, startKafka, startMongod } from '@linchpin/engines';
import { healthOf } from '@linchpin/service-kit';
import { audience, issuer } from '../../src/issuer.js';
import { openKeys } from '../../src/keys.js';
import { root } from '../../src/places.js';

/** A process that can be killed without warning, and started again where it was. */
export interface Victim {
  readonly name: string;
  killAndRestart(): Promise<void>;
}

/** MongoDB, Kafka and the people service on ports and data of their own. */
export interface Rig {
  readonly mongodbUrl: string;
  readonly kafkaBrokers: string;
  readonly peopleAddress: string;
  readonly token: string;
  readonly victims: readonly Victim[];
  stop(): Promise<void>;
}

/** How long something stays dead, in milliseconds. */
const downMs = 1_000;

/** Starts the rig in an empty folder. A people service that ends by itself is started again, as Kubernetes would. */
export async function startRig(folder: string): Promise<Rig> {
  const keeper = openKeeper();
  const [mongodbPort, kafkaPort, controllerPort, peoplePort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const engine = {
    cache: join(root, '.linchpin/engines'),
    dataFolder: join(folder, 'data'),
    logFolder: folder,
    keeper,
    progress: () => {},
  };
  const startMongodb = () => startMongod({ ...engine, port: mongodbPort });
  const startBroker = () => startKafka({ ...engine, port: kafkaPort, controllerPort });
  const [mongodb, kafka] = await Promise.all([startMongodb(), startBroker()]);
  const keys = await openKeys(join(folder, 'keys'));
  const peopleAddress = `127.0.0.1:${peoplePort}`;
  const startPeople = () =>
    keeper.start({
      program: process.execPath,
      args: [join(root, 'services/people/dist/main.js')],
      cwd: root,
      log: join(folder, 'people.log'),
      env: {
        ...process.env,
        LINCHPIN_MONGODB_URL: mongodb.address,
        LINCHPIN_KAFKA_BROKERS: kafka.address,
        LINCHPIN_JWKS_FILE: keys.jwksFile,
        LINCHPIN_CURSOR_KEY: keys.cursorKey,
        LINCHPIN_GRPC_ADDRESS: peopleAddress,
      },
    });

  let stopping = false;
  let people: KeptProcess;
  const supervise = async () => {
    while (!stopping) {
      people = await startPeople();
      await people.exited;
      await sleep(200);
    }
  };
  const supervised = supervise();
  const healthy = async () => {
    while ((await healthOf({ grpc: peopleAddress })) !== 'serving') await sleep(100);
  };
  await healthy();

  const engineVictim = (
    name: string,
    first: KeptProcess,
    start: () => Promise<{ process: KeptProcess }>,
  ): Victim => {
    let running = first;
    return {
      name,
      async killAndRestart() {
        process.kill(running.pid, 'SIGKILL');
        await running.exited;
        await sleep(downMs);
        running = (await start()).process;
        await healthy();
      },
    };
  };

  return {
    mongodbUrl: mongodb.address,
    kafkaBrokers: kafka.address,
    peopleAddress,
    token: await signToken(keys.signing, {
      subject: 'faults',
      grants: [{ role: 'group-admin', sites: ['*'] }],
      issuer,
      audience,
    }),
    victims: [
      engineVictim('mongod', mongodb.process, startMongodb),
      engineVictim('kafka', kafka.process, startBroker),
      {
        name: 'people',
        async killAndRestart() {
          process.kill(people.pid, 'SIGKILL');
          await people.exited;
          await sleep(downMs);
          await healthy();
        },
      },
    ],
    async stop() {
      stopping = true;
      await people.stop();
      await supervised;
      await keeper.close();
    },
  };
}
