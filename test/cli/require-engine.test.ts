import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CommandIo } from '../../src/cli/io.js';
import { describeEngine, requireEngine } from '../../src/cli/require-engine.js';
import { writePictures } from '../training/pictures.js';
import { here } from './here.js';

let folder: string;
let cache: string;
/** The environment of a machine with an NVIDIA driver and no engine, and of one whose GPU is hidden. */
let withGpu: Record<string, string | undefined>;
let withoutGpu: Record<string, string | undefined>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-require-'));
  cache = join(folder, 'cache');
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin/nvidia-smi'), '#!/bin/sh\necho "GPU 0: NVIDIA Test"\n');
  await chmod(join(folder, 'bin/nvidia-smi'), 0o755);
  withGpu = { WHISKER_CACHE: cache, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, CUDA_VISIBLE_DEVICES: undefined };
  withoutGpu = { WHISKER_CACHE: cache, CUDA_VISIBLE_DEVICES: '-1' };
  await writePictures(join(folder, 'pictures'), 20);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const train = (env: Record<string, string | undefined>, ...words: string[]) =>
  here(['train', join(folder, 'pictures'), '--preset', 'tiny', '--labels', '6', '--val', '8', '--test', '8', '--batch', '8', '--out', join(folder, 'run'), ...words], { env });

const SIZES = /TensorFlow 2\.21\.0 and CUDA, 3\.4 GB to download, 5\.7 GB on disk in .*cache/;
const onLinux = process.platform === 'linux' && process.arch === 'x64';

describe.runIf(onLinux)('a command that needs an engine', () => {
  it.each(['train', 'setup'])('refuses the GPU where there is none, and touches nothing: %s', async (command) => {
    const { code, err } = command === 'setup' ? await here(['setup', '--engine', 'gpu', '--yes'], { env: withoutGpu }) : await train(withoutGpu, '--engine', 'gpu');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('This machine has no NVIDIA GPU for --engine gpu: no driver answers') });
    expect(existsSync(cache) || existsSync(join(folder, 'run'))).toBe(false);
  });

  it.each([['train', ['--engine', 'gpu']], ['train', []], ['setup', []]])('downloads no gigabytes unasked: %s %j', async (command, words) => {
    const { code, err } = command === 'setup' ? await here(['setup', ...words], { env: withGpu }) : await train(withGpu, ...words);
    expect(code).toBe(2);
    expect(err).toMatch(SIZES);
    expect(err).toContain('`whisker setup --engine gpu --yes` downloads it; --engine cpu computes without it.');
    expect(existsSync(cache) || existsSync(join(folder, 'run'))).toBe(false);
  });

  it('says in a dry run what is missing', async () => {
    expect((await train(withGpu, '--dry-run')).out).toMatch(/\n {2}Engine: TensorFlow 2\.21\.0 and CUDA for the GPU, not installed: 3\.4 GB to download, 5\.7 GB on disk in .*\n\n {2}Time: unknown until the engine is installed/);
    expect((await train(withoutGpu, '--dry-run', '--engine', 'gpu')).out).toMatch(/\n {2}Engine: none: This machine has no NVIDIA GPU/);
    expect((await train(withoutGpu, '--dry-run')).out).toMatch(/\n {2}Engine: TensorFlow 2\.21\.0 for the CPU, not installed: 274 MB to download/);
    expect(JSON.parse((await train(withGpu, '--dry-run', '--json')).out)).toMatchObject({ engine: { kind: 'download', device: 'gpu', bytes: 3393e6, folder: cache } });
    expect(describeEngine({ kind: 'wasm', device: 'cpu' })).toBe('WebAssembly on the CPU');
  });
});

describe.runIf(onLinux)('the question on a terminal', () => {
  async function answered(answer: string, signal = new AbortController().signal): Promise<{ asked: string; refused: unknown }> {
    let asked = '';
    const out = Object.assign(new Writable({ write: (chunk: Buffer, _, done) => {
      asked += chunk.toString();
      done();
    } }), { isTTY: true });
    const input = new PassThrough();
    input.write(answer);
    const terminal = { input, output: out, interrupt: () => undefined } as unknown as NonNullable<CommandIo['terminal']>;
    for (const [name, value] of Object.entries(withGpu)) vi.stubEnv(name, value);
    try {
      const refused = await requireEngine('auto', { out, err: out, signal, env: process.env, terminal }, false).then(() => null, (error: unknown) => error);
      return { asked, refused };
    } finally {
      vi.unstubAllEnvs();
    }
  }

  it('names the size and the place, and takes a yes', async () => {
    const { asked, refused } = await answered('y\n');
    expect(asked).toMatch(SIZES);
    expect(asked).toMatch(/, once for all checkouts\.\nDownload it\? \[y\/N\] $/);
    expect(refused).toBeNull();
    expect((await answered('YES\n')).refused).toBeNull();
  });

  it('takes everything else for a no', async () => {
    for (const answer of ['\n', 'n\n', 'yellow\n']) expect(String((await answered(answer)).refused)).toContain('--engine cpu computes without it');
  });

  it('ends with Ctrl-C', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    expect(String((await answered('', stop.signal)).refused)).toContain('AbortError');
  });
});
