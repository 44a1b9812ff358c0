import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { platform } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const built = fileURLToPath(new URL('../../dist/engine/index.js', import.meta.url));

/** Computes products for four seconds, during which TensorFlow's oneDNN has the stack pointer in the heap. */
const PROGRAM = `
const { loadEngine } = await import(process.argv[1]);
const { kernels } = await loadEngine('cpu', { report: () => undefined });
const { fill } = await import('@tensorflow/tfjs-core');
const [x, dy] = [fill([16, 16, 16, 64], 0.5), fill([16, 8, 8, 128], 0.5)];
let heard = 0;
process.on('SIGUSR2', () => heard++);
console.log('ready');
const end = Date.now() + 4000;
let sum = 0;
while (Date.now() < end) {
  for (let times = 0; times < 20; times++) {
    const gradient = kernels.conv2dFilterGradient(x, [3, 3, 64, 128], dy, { stride: 2, pad: 1 });
    sum = gradient.dataSync()[4 * 64 * 128];
    gradient.dispose();
  }
  await new Promise(setImmediate);
}
const { Session } = await import('node:inspector/promises');
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.start');
for (const until = Date.now() + 300; Date.now() < until; ) Math.sqrt(sum);
const { samples } = (await session.post('Profiler.stop')).profile;
const { spawnSync } = await import('node:child_process');
const child = process.platform === 'linux' ? spawnSync('grep', ['SigBlk', '/proc/self/status']).stdout.toString().trim() : '';
console.log(JSON.stringify({ heard, sum, child, samples: samples.length }));
process.exit(0);
`;

describe.skipIf(platform() === 'win32')('signals while TensorFlow computes', () => {
  it('reach JavaScript and harm nothing: a resized window, Ctrl-Z, Ctrl-C', async () => {
    const program = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, built], { cwd: fileURLToPath(new URL('../..', import.meta.url)), stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(program, 'exit');
    const lines = createInterface(program.stdout)[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe('ready');
    const sending = setInterval(() => program.kill('SIGUSR2'), 1);
    const answer = await lines.next();
    clearInterval(sending);
    expect(await exited, 'exit').toEqual([0, null]);
    const { heard, sum, child, samples } = JSON.parse(String(answer.value)) as { heard: number; sum: number; child: string; samples: number };
    // libuv merges signals that arrive while the event loop is held.
    expect(heard).toBeGreaterThan(10);
    expect(sum, 'the middle weight of a filter meets every place of every picture').toBe(16 * 8 * 8 * 0.25);
    expect(samples, "V8's profiler, which uses signals, sees JavaScript").toBeGreaterThan(30);
    if (platform() === 'linux') expect(child, 'a child process has no blocked signals').toMatch(/0000000000000000$/);
  });
});
