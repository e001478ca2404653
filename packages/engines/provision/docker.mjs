import { request } from 'node:http';

const patienceMs = 2_000;

/** Whether a Docker daemon answers on DOCKER_HOST, or on its usual socket. */
export function dockerAnswers() {
  return new Promise((resolve) => {
    const address = addressOf(process.env.DOCKER_HOST || 'unix:///var/run/docker.sock');
    if (address === undefined) return resolve(false);
    const ping = request({ ...address, path: '/_ping', timeout: patienceMs }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.on('timeout', () => ping.destroy(new Error('Docker does not answer')));
    ping.on('error', () => resolve(false));
    ping.end();
  });
}

/** @param {string} host */
function addressOf(host) {
  if (host.startsWith('unix://')) return { socketPath: host.slice('unix://'.length) };
  if (!URL.canParse(host)) return undefined;
  const { hostname, port } = new URL(host);
  return { host: hostname, port: Number(port || 2375) };
}
