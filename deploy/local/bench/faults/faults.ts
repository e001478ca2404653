/**
 * Kills mongod, Kafka and the people service with SIGKILL while commands are being sent, and looks for what should never
 * happen: an acknowledged command that is lost or applied twice, a gap in a stream, a projection that is not the fold of
 * the log, a topic that is not the log. `LINCHPIN_BENCH_SIZE=tiny`: one round each, and no control.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lostWithoutJournal } from './control.js';
import { startLoad } from './load.js';
import { startRig } from './rig.js';
import { type Findings, verifyService, verifyStreams, verifyTopics } from './verify.js';

const tiny = process.env.LINCHPIN_BENCH_SIZE === 'tiny';
const rounds = tiny ? 1 : 3;
const calmMs = tiny ? 1_000 : 3_000;

const folder = await mkdtemp(join(tmpdir(), 'linchpin-faults-'));
const rig = await startRig(folder);
let broken = false;
try {
  for (let round = 1; round <= rounds; round++) {
    for (const victim of rig.victims) {
      const load = startLoad(rig.peopleAddress, rig.token, `${victim.name}-${round}`);
      await sleep(calmMs);
      await victim.killAndRestart();
      await sleep(calmMs);
      const acknowledged = await load.stop();
      const findings = [
        ...(await verifyStreams(rig, acknowledged)),
        ...(await verifyService(rig)),
        ...(await verifyTopics(rig)),
      ];
      report(`kill -9 ${victim.name}, round ${round}: ${acknowledged.length} acknowledged`, findings);
    }
  }
  for (let round = 1; !tiny && round <= rounds; round++) {
    const { acknowledged, lost } = await lostWithoutJournal(join(folder, `control-${round}`));
    report(
      `control w:1 j:false, round ${round}: ${acknowledged} acknowledged, ${lost} lost`,
      lost === 0 ? ['the control lost nothing, so a loss would not have been seen'] : [],
    );
  }
} finally {
  await rig.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = broken ? 1 : 0;

function report(what: string, findings: Findings): void {
  broken ||= findings.length > 0;
  console.log(`${what}; ${findings.length === 0 ? 'all holds' : `${findings.length} findings`}`);
  for (const finding of findings.slice(0, 10)) console.log(`  ${finding}`);
}
