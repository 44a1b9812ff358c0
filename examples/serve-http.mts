/**
 * Serves a trained model over HTTP: send a picture, get its classes as JSON.
 *
 *   npm install whisker-ml tsx
 *   npx tsx serve-http.mts runs/first 8080
 *   curl --data-binary @cat.jpg http://localhost:8080/
 *
 * Requests that come together share a pass through the network. SIGTERM and Ctrl-C refuse new requests, finish the open ones
 * and end the program. docs/serving.md explains it.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadClassifier, PictureRefused } from 'whisker-ml';

/** Limits: bytes and pixels of a picture, requests at a time, and milliseconds for the upload. */
const MAX_BYTES = 20e6;
const MAX_PIXELS = 50e6;
const MAX_OPEN = 100;
const UPLOAD_MS = 30_000;

const [run, port = '8080', host = '127.0.0.1'] = process.argv.slice(2);
if (run === undefined) throw new Error('usage: serve-http.mts RUN [PORT] [HOST]');

// The pictures come from anybody: with `isolate`, one that crashes a decoder cannot end this process.
const classifier = await loadClassifier(run, { isolate: true, pixelLimit: MAX_PIXELS, report: console.error });
let open = 0;

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', ...(!server.listening && { connection: 'close' }) }).end(`${JSON.stringify(body)}\n`);
}

/** Returns the body; null where it is too large. The rest is then read and thrown away, so that the client sees the answer. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = Number(request.headers['content-length'] ?? 0);
  if (bytes <= MAX_BYTES) {
    bytes = 0;
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) break;
      chunks.push(chunk);
    }
  }
  request.resume();
  return bytes > MAX_BYTES ? null : Buffer.concat(chunks);
}

async function classify(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A client that has gone away needs no answer.
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  try {
    const picture = await bodyOf(request);
    if (picture === null) return answer(response, 413, { error: `the picture has more than ${MAX_BYTES} bytes` });
    const { class: name, confidence, probabilities } = await classifier.classify(picture, { signal: gone.signal });
    answer(response, 200, { class: name, confidence, probabilities });
  } catch (error) {
    if (gone.signal.aborted || !request.complete) return;
    if (error instanceof PictureRefused) return answer(response, 422, { error: error.reason });
    console.error(error);
    answer(response, 500, { error: 'the picture could not be classified' });
  }
}

const server = createServer({ requestTimeout: UPLOAD_MS }, (request, response) => {
  if (request.method === 'GET') return answer(response, 200, { classes: classifier.classes, size: classifier.size, engine: classifier.engine });
  if (request.method !== 'POST') return answer(response, 405, { error: 'POST a picture' });
  if (open >= MAX_OPEN) return answer(response, 503, { error: 'too many requests at a time' });
  open += 1;
  void classify(request, response).finally(() => (open -= 1));
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close());
server.listen(Number(port), host);
await once(server, 'listening');
const { port: bound } = server.address() as AddressInfo;
console.log(`${classifier.classes.join(', ')} on http://${host}:${bound}/`);

await once(server, 'close');
await classifier.close();
