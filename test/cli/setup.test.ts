import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { here } from './here.js';
import { whisker, type Ended } from './whisker.js';

/** A cache of its own, not there yet. */
async function newCache(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'whisker-cli-setup-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'cache');
}

const setup = (cache: string, ...words: string[]): Promise<Ended> => here(['setup', ...words], { env: { WHISKER_CACHE: cache } });

test('--engine wasm needs nothing, and says so', async () => {
  const cache = await newCache();
  expect(await whisker(['setup', '--engine', 'wasm'], { env: { WHISKER_CACHE: cache } })).toEqual({ code: 0, out: '  engine  WebAssembly on the CPU, for small pictures; it came with whisker\n', err: '' });
  expect(await setup(cache, '--engine', 'wasm', '--json')).toEqual({ code: 0, out: '{"kind":"wasm","reasons":[]}\n', err: '' });
  await expect(readdir(cache)).rejects.toThrow(/ENOENT/);
});

test('--remove frees what there is, and tells how much', async () => {
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
  // A holder on another machine is believed while its beats come.
  await writeFile(join(cache, 'setup.lock'), JSON.stringify({ pid: 7, host: `not-${hostname()}`, born: '' }));
  const { code, out, err } = await setup(cache, '--remove');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^Process 7 on not-.* is setting the engine up\. Wait for it, or end it, and remove the engine then\. \(If no such process runs, remove .*setup\.lock\.\)\n$/);
  expect(await readdir(join(cache, 'engines'))).toEqual(['kept']);
});

test.each([
  [['--remove', '--engine', 'cpu'], '--remove removes every engine and takes no --engine; leave one of them out.'],
  [['--engine', 'gpus'], '--engine is gpus, but it must be auto, cpu, gpu or wasm. Did you mean gpu?'],
  [['--from', 'nowhere'], 'There is no folder nowhere to take wheels from; name one with --from.'],
  [['--from', '.', '--engine', 'wasm'], '--from DIR holds TensorFlow; with --engine wasm there is nothing to take from it.'],
  [['more'], "Too many arguments for 'setup'."],
])('a wrong command, %j, touches nothing', async (words, sentence) => {
  const cache = await newCache();
  const { code, out, err } = await setup(cache, ...words);
  expect(err).toContain(sentence);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  await expect(readdir(cache)).rejects.toThrow(/ENOENT/);
});

test('a folder without the wheels is told, with the call that fetches them', async () => {
  const cache = await newCache();
  const folder = await mkdtemp(join(tmpdir(), 'whisker-no-wheels-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { code, out, err } = await setup(cache, '--engine', 'gpu', '--from', folder, '--json');
  expect(code).not.toBe(0);
  expect(out).toBe('');
  expect(err).toMatch(/lacks tensorflow==.* python3 -m pip download |there is no wheel of TensorFlow for |TensorFlow needs glibc /);
});
