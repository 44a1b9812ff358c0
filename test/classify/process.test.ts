import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadClassifier } from '../../src/classify/index.js';
import { finish, openWorkshop } from '../training/pictures.js';

const { data, runs, prepare } = await openWorkshop();
const run = join(runs, 'run');
const paths = data.split.test.map(({ path }) => join(data.folder, path));
let logits: unknown;
beforeAll(async () => {
  await finish(await prepare('run', { recipe: 'supervised', epochs: '15', 'learning-rate': '0.05' }));
  await using classifier = await loadClassifier(run, { workers: 1 });
  logits = (await classifier.classify(paths)).map((result) => ('logits' in result ? result.logits.map((logit) => expect.closeTo(logit, 3)) : null));
});

interface Told {
  readonly engine: string;
  readonly counts: readonly { readonly threads: number; readonly files: number }[];
  readonly logits: readonly (readonly number[])[];
}

/** Classifies in a process of its own, which must end by itself though its last classifier is open. */
async function child(engine: string, times: number, folder = run): Promise<Told> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [fileURLToPath(new URL('child.mjs', import.meta.url)), folder, engine, String(times), ...paths], { timeout: 100_000 });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Told;
}

describe.each(['auto', 'wasm'])('in a process of its own with engine %s, a classifier', (engine) => {
  it('says the same, gives its threads and files back, and does not keep the process alive', async () => {
    const told = await child(engine, 6);
    expect(told.logits).toEqual(logits);
    if (engine === 'wasm') expect(told.engine).toContain('WebAssembly');
    // A leak grows with each of them. The engine and libuv keep what they begin, and may begin a thread or file late.
    const [, second, , , , last] = told.counts;
    expect(last.threads - second.threads, JSON.stringify(told.counts)).toBeLessThan(4);
    expect(last.files - second.files, JSON.stringify(told.counts)).toBeLessThan(4);
  });
});

it('a run in bfloat16 is used in float32 where there is none', async () => {
  const folder = join(runs, 'bf16');
  cpSync(run, folder, { recursive: true });
  const record = readFileSync(join(run, 'run.yaml'), 'utf8');
  writeFileSync(join(folder, 'run.yaml'), record.replace(/^precision: f32/m, 'precision: bf16'));
  expect(readFileSync(join(folder, 'run.yaml'), 'utf8')).not.toBe(record);
  expect((await child('wasm', 1, folder)).logits).toEqual(logits);
});
