import { launch } from './launch.js';
import type { Report } from './launch-detached.js';

// The one who waits may have gone, or heard enough; the log has it all.
const tell = (report: Report) => {
  console.log(Object.values(report)[0]);
  if (process.connected) process.send?.(report, () => {});
};
const before = Number(process.argv[2] ?? 0);
const seconds = () => (before + performance.now() / 1000).toFixed(1);

try {
  await launch({
    progress: (text) => tell({ progress: text }),
    seconds,
    onReady: (text) => tell({ ready: text }),
  });
} catch (error) {
  tell({
    failed:
      error instanceof Error
        ? 'code' in error
          ? error.message
          : (error.stack ?? error.message)
        : String(error),
  });
  process.exitCode = 1;
}
// As in the foreground: a start that was cut off may still be waiting.
process.exit();
