import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from './errors.mjs';
import { diskFull, findProgram, run, saysDiskFull, withScratch, writeError } from './tools.mjs';

const version = '4.1.1';

// Without a binding for slf4j Kafka is mute, and the reason why it will not start is lost.
const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>linchpin.local</groupId><artifactId>kafka</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${version}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;

/**
 * Makes sure that Kafka's libraries are in the cache, and finds Java.
 * @param {string} cache the folder that keeps downloaded engines
 * @param {(text: string) => void} progress
 * @returns {Promise<{ java: string, libs: string, version: string }>}
 */
export async function provisionKafka(cache, progress) {
  const java = await requireJava();
  const libs = join(cache, `kafka-${version}`);
  if (existsSync(libs)) return { java, libs, version };
  const maven = await findProgram('mvn');
  if (maven === undefined) throw noMaven();
  progress(`Kafka: downloading ${version} with Maven`);
  const work = join(cache, `kafka-download-${process.pid}`);
  await withScratch(work, () => download(maven, { cache, work, libs }));
  return { java, libs, version };
}

/** Java's path; an error that says what to install when there is none, or one too old for Kafka 4. */
async function requireJava() {
  const home = process.env.JAVA_HOME;
  const java =
    home && existsSync(join(home, 'bin/java')) ? join(home, 'bin/java') : await findProgram('java');
  if (java === undefined) throw noJava('Java was not found');
  const { ok, output } = await run(java, ['-version'], { timeoutMs: 20_000 });
  const major = Number(/version "(\d+)/.exec(output)?.[1]);
  if (!ok || !(major >= 17)) throw noJava(`The Java at ${java} is not usable (${output.split('\n')[0]})`);
  return java;
}

/** @param {string} what */
const noJava = (what) =>
  new EngineError(
    'NO_JAVA',
    `${what}. Kafka needs Java 17 or newer: install it (on Debian: apt install openjdk-17-jre-headless), start Docker, or set LINCHPIN_KAFKA_BROKERS to a Kafka that runs elsewhere.`,
  );

const noMaven = () =>
  new EngineError(
    'NO_MAVEN',
    'Maven was not found, and Kafka has not been downloaded yet. Install Maven (on Debian: apt install maven), start Docker, or set LINCHPIN_KAFKA_BROKERS to a Kafka that runs elsewhere.',
  );

/**
 * @param {string} maven
 * @param {{ cache: string, work: string, libs: string }} folders
 */
async function download(maven, { cache, work, libs }) {
  try {
    await mkdir(work, { recursive: true });
    await writeFile(join(work, 'pom.xml'), pom);
    const goal = [
      '-q',
      '-B',
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      '-DoutputDirectory=libs',
    ];
    const { ok, output } = await run(maven, goal, { cwd: work });
    if (!ok && saysDiskFull(output)) throw diskFull('Downloading Kafka', cache);
    if (!ok) throw downloadFailed(output);
    // Only a complete download gets the final name, so an interrupted one is never taken for it.
    await rename(join(work, 'libs'), libs);
  } catch (error) {
    throw error instanceof EngineError ? error : writeError(error, 'Downloading Kafka', cache);
  }
}

/** @param {string} output */
const downloadFailed = (output) =>
  new EngineError(
    'DOWNLOAD_FAILED',
    `Kafka ${version} could not be downloaded with Maven. Check the network and Maven's settings, or set LINCHPIN_KAFKA_BROKERS to a Kafka that runs elsewhere. Maven said: ${firstLine(output)}`,
  );

/** @param {string} output */
const firstLine = (output) =>
  output.split('\n').find((line) => line.includes('ERROR')) ?? output.split('\n')[0] ?? '';
