import { dockerAnswers } from './docker.mjs';
import { provisionKafka } from './kafka.mjs';
import { provisionMongod } from './mongod.mjs';

export { dockerAnswers } from './docker.mjs';
export { EngineError } from './errors.mjs';
export { provisionKafka } from './kafka.mjs';
export { provisionMongod } from './mongod.mjs';
export { diskFull, endPrograms, findProgram, run, saysDiskFull, writeError } from './tools.mjs';

/**
 * Which engines must run as processes of our own: those without an address in the environment, where no Docker answers.
 */
export async function nativeEngines() {
  const wanted = { mongodb: !process.env.LINCHPIN_MONGODB_URL, kafka: !process.env.LINCHPIN_KAFKA_BROKERS };
  if ((wanted.mongodb || wanted.kafka) && (await dockerAnswers())) return { mongodb: false, kafka: false };
  return wanted;
}

/**
 * Downloads what the native engines need and is not there yet; needs nothing installed by npm.
 * @param {string} cache
 * @param {(text: string) => void} progress
 * @param {{ mongodb?: boolean, kafka?: boolean }} only
 */
export async function provision(cache, progress, only) {
  const native = await nativeEngines();
  await Promise.all([
    native.kafka && only.kafka && provisionKafka(cache, progress),
    native.mongodb && only.mongodb && provisionMongod(cache, progress),
  ]);
}
