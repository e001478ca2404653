import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SiteServiceDefinition } from '@linchpin/contracts/people';
import { connect, disconnect, ServiceError } from '@linchpin/service-kit';

/** A command that the service said it had accepted. */
export interface Acknowledged {
  readonly commandId: string;
  readonly stream: string;
  readonly version: number;
}

/** Writers that go on until they are told to stop. */
export interface Load {
  /** Ends after the commands under way; resolves to all that were acknowledged. */
  stop(): Promise<readonly Acknowledged[]>;
}

const writers = 16;
const sitesOfWriter = 20;
const answerWithinMs = 5_000;
const pauseMs = 50;

/**
 * Opens and renames sites. A command without an answer is sent again under the same id until there is one, so that each
 * ends acknowledged, however often it was cut off.
 */
export function startLoad(address: string, token: string, run: string): Load {
  const client = connect(SiteServiceDefinition, address, { token });
  const acknowledged: Acknowledged[] = [];
  let stopping = false;

  const writer = async (n: number): Promise<void> => {
    for (let k = 0; !stopping; k++) {
      const siteId = `${run}-${n}-${k % sitesOfWriter}`;
      const commandId = randomUUID();
      const extras = () => ({ commandId, deadline: answerWithinMs });
      const { stream, version } = await untilAnswered(() =>
        k < sitesOfWriter
          ? client.open(
              { siteId, name: 'New', on: '2020-01-01', timeZone: 'Europe/Paris', entity: '' },
              extras(),
            )
          : client.rename({ siteId, name: `Site ${k}` }, extras()),
      );
      acknowledged.push({ commandId, stream, version: Number(version) });
    }
  };

  const running = Promise.all(Array.from({ length: writers }, (_, n) => writer(n)));
  return {
    async stop() {
      stopping = true;
      await running;
      disconnect(client);
      return acknowledged;
    },
  };
}

async function untilAnswered<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ServiceError) || isRefusal(error)) throw error;
      await sleep(pauseMs);
    }
  }
}

/** FAILED_PRECONDITION, INVALID_ARGUMENT, NOT_FOUND, PERMISSION_DENIED: nothing that a fault may lead to. */
const isRefusal = ({ grpcStatus }: ServiceError): boolean => [3, 5, 7, 9].includes(grpcStatus);
