import { ProcessServiceDefinition } from '@linchpin/contracts/platform';
import type { Processes } from '@linchpin/processes';
import { type BoundApi, bind, type QueryContext } from './bind.js';

/** Lets a call to a service of the platform in. @throws {CallError} */
export type Enter = (
  request: { readonly service: string },
  context: Pick<QueryContext, 'scope'>,
  permission: string,
) => void;

/** Tells of the processes of a service, and re-drives what they have parked. */
export const processApi = (processes: Processes, enter: Enter): BoundApi =>
  bind(ProcessServiceDefinition, {
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
