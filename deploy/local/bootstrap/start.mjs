// npm start: installs, builds, and starts the platform; with --detach in the background.
import { parseArgs } from 'node:util';
import { interruptibly } from './execute.mjs';
import { prepare } from './prepare.mjs';
import { fail, progress, seconds } from './progress.mjs';

try {
  const { values } = parseArgs({ options: { detach: { type: 'boolean', default: false } } });
  await interruptibly(prepare);
  const { launch, launchDetached } = await import('../dist/index.js');
  await (values.detach ? launchDetached : launch)({ progress, seconds });
  // A start that was asked to stop half way may still be waiting for something; the engines' keeper ends with us.
  process.exit();
} catch (error) {
  fail(error);
}
