const started = performance.now();

/** Prints a line with the seconds since the start. */
export const progress = (text) => console.log(`${seconds().padStart(6)} s  ${text}`);

/** Seconds since the start, with one decimal. */
export const seconds = () => ((performance.now() - started) / 1000).toFixed(1);

/** Ends the process with the sentence of an error; the stack of one that nobody foresaw. */
export function fail(error) {
  const foreseen = error instanceof Error && 'code' in error;
  console.error(`\n${foreseen ? error.message : (error?.stack ?? error)}`);
  process.exit(1);
}
