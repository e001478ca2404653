// npm stop: stops the platform; its data stays.
import { fail } from './progress.mjs';
import { stopLauncher } from './running.mjs';

try {
  console.log(
    (await stopLauncher())
      ? 'Linchpin has stopped. Its data stays for the next start.'
      : 'Linchpin does not run here.',
  );
} catch (error) {
  fail(error);
}
