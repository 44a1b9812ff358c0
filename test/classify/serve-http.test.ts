import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request, type ClientRequest } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadClassifier } from '../../src/classify/index.js';
import { finish, openWorkshop } from '../training/pictures.js';

const { data, runs, prepare } = await openWorkshop();
const run = join(runs, 'run');
const paths = data.split.test.map(({ path }) => join(data.folder, path));

// Inside the checkout, so that the example imports the package by its name. Its types are checked with those of all examples.
const built = fileURLToPath(new URL('.build/', import.meta.url));
const program = join(built, 'serve-http.mjs');

let server: ChildProcess;
let errors = '';
let url: string;
beforeAll(async () => {
  await finish(await prepare('run', { recipe: 'supervised', epochs: '3' }));
  const source = readFileSync(new URL('../../examples/serve-http.mts', import.meta.url), 'utf8');
  mkdirSync(built, { recursive: true });
  writeFileSync(program, ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext } }).outputText);
  server = spawn(process.execPath, [program, run, '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  if (server.stdout === null || server.stderr === null) throw new Error('no output');
  server.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  url = /^a, b on (http:\S+)$/.exec(line)?.[1] ?? '';
});
afterAll(() => {
  server.kill('SIGKILL');
  rmSync(built, { recursive: true, force: true });
});

const post = (body: Uint8Array | ReadableStream): Promise<Response> => fetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit);

/** Begins an upload. */
const upload = (length: number): ClientRequest => request(url, { method: 'POST', headers: { 'content-length': length } });

describe('the example serve-http', () => {
  it('says what it serves', async () => {
    expect(await (await fetch(url)).json()).toMatchObject({ classes: ['a', 'b'], size: 32 });
  });

  it('answers with the classes of a picture, to many clients at once', async () => {
    await using classifier = await loadClassifier(run, { workers: 1 });
    const expected = await classifier.classify(paths);
    const answers = await Promise.all(paths.map(async (path) => (await post(readFileSync(path))).json()));
    expect(answers).toMatchObject(expected.map((result) => result.error ?? { class: result.class, confidence: expect.closeTo(result.confidence, 4) }));
  });

  it('refuses what is no picture, what is too large, and other methods', async () => {
    const refused = async (response: Promise<Response>): Promise<unknown> => [(await response).status, await (await response).json()];
    expect(await refused(post(readFileSync(paths[0]).subarray(0, 900)))).toEqual([422, { error: 'the PNG is cut short' }]);
    expect(await refused(post(new Uint8Array(0)))).toEqual([422, { error: 'it is empty' }]);
    expect(await refused(fetch(url, { method: 'DELETE' }))).toEqual([405, { error: 'POST a picture' }]);
    const tooLarge = [413, { error: 'the picture has more than 20000000 bytes' }];
    expect(await refused(post(new Uint8Array(20e6 + 1)))).toEqual(tooLarge);
    let pieces = 30;
    expect(await refused(post(new ReadableStream({ pull: (to) => (pieces-- > 0 ? to.enqueue(new Uint8Array(1e6)) : to.close()) })))).toEqual(tooLarge);
  });

  it('outlives clients that go away', async () => {
    const bytes = readFileSync(paths[0]);
    for (let round = 0; round < 5; round++) {
      const client = upload(bytes.length).on('error', () => undefined);
      client.write(bytes.subarray(0, 100));
      await new Promise((resolve) => setTimeout(resolve, 20));
      client.destroy();
    }
    expect((await post(bytes)).status).toBe(200);
    expect(errors).toBe('');
  });

  it('finishes the open requests when it is told to stop, refuses new ones, and ends', async () => {
    const bytes = readFileSync(paths[0]);
    const client = upload(bytes.length);
    const answered = once(client, 'response');
    client.write(bytes.subarray(0, 100));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await expect.poll(() => fetch(url).then(() => 'served', () => 'refused')).toBe('refused');
    client.end(bytes.subarray(100));
    const [response] = await answered;
    expect(response.statusCode).toBe(200);
    expect(await json(response)).toMatchObject({ class: expect.stringMatching(/^[ab]$/) });
    expect(await ended).toEqual([0, null]);
    expect(errors).toBe('');
  });
});
