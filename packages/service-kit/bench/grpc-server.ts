/** The server of the gRPC bench, in a process of its own. Its parent sends the configuration and is told the address. */
import { SiteServiceDefinition } from '@linchpin/contracts/people';
import { createLogger } from '@linchpin/telemetry';
import { site, sites } from '../src/fixtures/sites.js';
import { bind, type Configuration, startService } from '../src/index.js';

/** The question has no work of its own: what it costs is the way to it. */
const api = bind(SiteServiceDefinition, {
  aggregate: site,
  queries: { listSites: async () => ({ sites: [], nextPageToken: '' }) },
});

process.once('message', async (configuration: Configuration) => {
  const running = await startService(
    { name: 'people', aggregates: [site], projections: [sites], api: [api] },
    configuration,
    {
      log: createLogger('people', 'error'),
      onFatal: (error) => {
        throw error;
      },
    },
  );
  await running.ready();
  process.send!({ address: running.address, idleMb: Math.round(process.memoryUsage.rss() / 2 ** 20) });
  process.once('disconnect', () => void running.stop().then(() => process.exit(0)));
});
