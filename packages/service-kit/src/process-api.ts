import { ProcessServiceDefinition } from '@linchpin/contracts/platform';
import type { Processes } from '@linchpin/processes';
import { type BoundApi, bind } from './bind.js';
import { entry } from './entry.js';

/** Tells of the processes of a service, and re-drives what they have parked. */
export function processApi(service: string, processes: Processes): BoundApi {
  const enter = entry(service);
  return bind(ProcessServiceDefinition, {
    queries: {
      async listProcesses(request, context) {
        enter(request, context, 'platform.process.read');
        const all = await processes.status();
        return {
          processes: all.map(
            ({ reason = '', position, lagEvents, parked, timers, counters: _, ...rest }) => ({
              ...rest,
              reason,
              position: BigInt(position),
              lagEvents: BigInt(lagEvents),
              parked: BigInt(parked),
              timers: BigInt(timers),
            }),
          ),
        };
      },
      async listParked(request, context) {
        enter(request, context, 'platform.process.read');
        const all = await processes.parked(request.process === '' ? undefined : request.process);
        return {
          parked: all.map(({ stream = '', timer = '', position, behind, ...rest }) => ({
            ...rest,
            stream,
            timer,
            position: BigInt(position),
            behind: BigInt(behind),
          })),
        };
      },
      async redrive(request, context) {
        enter(request, context, 'platform.process.redrive');
        return processes.redrive(request.process, request.id === '' ? undefined : request.id);
      },
    },
  });
}
