import { connect } from 'node:net';

const metadata = 3;
const version = 1;
const correlationId = 7;
const timeoutMs = 2_000;

/**
 * Whether a broker serves: it answers a Metadata request, and the answer names at least one broker. A broker names
 * itself only once the controller has let it in.
 * Wire format: the Kafka protocol guide, Metadata request and response version 1.
 */
export function kafkaAnswers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = Buffer.alloc(0);
    const finish = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(timeoutMs, () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
    socket.on('connect', () => socket.write(metadataRequest()));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      // size, correlation id, number of brokers: four bytes each
      if (answer.length >= 12) finish(answer.readInt32BE(4) === correlationId && answer.readInt32BE(8) > 0);
    });
  });
}

function metadataRequest(): Buffer {
  const client = Buffer.from('engines');
  const request = Buffer.alloc(4 + 2 + 2 + 4 + 2 + client.length + 4);
  let at = request.writeInt32BE(request.length - 4, 0);
  at = request.writeInt16BE(metadata, at);
  at = request.writeInt16BE(version, at);
  at = request.writeInt32BE(correlationId, at);
  at = request.writeInt16BE(client.length, at);
  at += client.copy(request, at);
  request.writeInt32BE(0, at);
  return request;
}
