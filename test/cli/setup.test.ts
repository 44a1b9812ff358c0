import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { distantLockText } from '../disk/lock-text.js';
import { here } from './here.js';
import { whisker, type Ended } from './whisker.js';

/** Returns the path of a new cache, which does not exist yet. */
async function newCache(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'whisker-cli-setup-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'cache');
}

const setup = (cache: string, ...words: string[]): Promise<Ended> => here(['setup', ...words], { env: { WHISKER_CACHE: cache } });

test('--engine wasm installs nothing', async () => {
  const cache = await newCache();
  expect(await whisker(['setup', '--engine', 'wasm'], { env: { WHISKER_CACHE: cache } })).toEqual({ code: 0, out: '  engine  WebAssembly on the CPU, for small pictures; part of whisker\n', err: '' });
  expect(await setup(cache, '--engine', 'wasm', '--json')).toEqual({ code: 0, out: '{"kind":"wasm","reasons":[]}\n', err: '' });
  await expect(readdir(cache)).rejects.toThrow(/ENOENT/);
});

test('--remove removes all engines and prints the bytes', async () => {
  const cache = await newCache();
  expect(await setup(cache, '--remove')).toEqual({ code: 0, out: `There is no engine in ${cache}.\n`, err: '' });
  const engine = join(cache, 'engines', 'tensorflow-0-cpu-linux-x64');
  await mkdir(engine, { recursive: true });
  await writeFile(join(engine, 'library'), Buffer.alloc(3e6));
  expect(await setup(cache, '--remove')).toEqual({ code: 0, out: `Removed tensorflow-0-cpu-linux-x64 from ${cache}: 3 MB freed.\n`, err: '' });
  expect(await readdir(cache)).toEqual([]);
  const { out } = await setup(cache, '--remove', '--json');
  expect(JSON.parse(out)).toEqual({ folder: cache, engines: [], bytes: 0 });
});

test('--remove is refused while another process sets an engine up', async () => {
  const cache = await newCache();
  await mkdir(join(cache, 'engines', 'kept'), { recursive: true });
  // A lock of another machine is trusted while its heartbeats come.
  await writeFile(join(cache, 'setup.lock'), distantLockText({ pid: 7 }));
  const { code, out, err } = await setup(cache, '--remove');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^Process 7 on elsewhere is setting the engine up\. Wait for it or end it, then remove the engine\. \(If no such process runs, remove .*setup\.lock\.\)\n$/);
  expect(await readdir(join(cache, 'engines'))).toEqual(['kept']);
});

test.each([
  [['--remove', '--engine', 'cpu'], '--remove removes every engine; it cannot be combined with --engine.'],
  [['--engine', 'gpus'], '--engine is gpus, but it must be auto, cpu, gpu or wasm. Did you mean gpu?'],
  [['--from', 'nowhere'], 'There is no folder nowhere with wheels. Name one with --from.'],
  [['--from', '.', '--engine', 'wasm'], '--from DIR installs TensorFlow, and --engine wasm needs nothing installed. Leave one of them out.'],
  [['more'], "Too many arguments for 'setup'."],
])('a wrong command, %j, touches nothing', async (words, sentence) => {
  const cache = await newCache();
  const { code, out, err } = await setup(cache, ...words);
  expect(err).toContain(sentence);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  await expect(readdir(cache)).rejects.toThrow(/ENOENT/);
});

test('a folder without the wheels is an error with the command that fetches them', async () => {
  const cache = await newCache();
  const folder = await mkdtemp(join(tmpdir(), 'whisker-no-wheels-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { code, out, err } = await setup(cache, '--engine', 'gpu', '--from', folder, '--json');
  expect(code).not.toBe(0);
  expect(out).toBe('');
  expect(err).toMatch(/lacks tensorflow==.* python3 -m pip download |there is no TensorFlow wheel for |TensorFlow needs glibc /);
});
