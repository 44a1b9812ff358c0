import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { pictures } from '../workers/fixtures.js';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);

const programs = [...readFileSync(at('docs/pipeline.md'), 'utf8').matchAll(/```js\n(.*?)```/gs)].map(([, program]) => program);
const results = [/^(\d of 3: mean \d+\.\d\n){3}$/, /^\d\d pictures\n$/];

it.each(results.map((result, place) => [place, result] as const))('program %i in docs/pipeline.md runs unchanged and ends by itself', async (place, result) => {
  const folder = mkdtempSync(join(tmpdir(), 'whisker-docs-'));
  try {
    for (const name of ['cat', 'dog']) cpSync(`${pictures}good`, join(folder, 'photos', name), { recursive: true });
    writeFileSync(join(folder, 'photos', 'cat', 'zero.jpg'), '');
    // As if whisker were installed.
    symlinkSync(fileURLToPath(at('node_modules')), join(folder, 'node_modules'));
    const file = join(folder, 'program.mjs');
    writeFileSync(file, programs[place].replace("'whisker-ml/pipeline'", `'${at('dist/api/pipeline.js').href}'`));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file, join(folder, 'photos')], { cwd: fileURLToPath(at('.')), timeout: 60_000 });
    expect(stdout).toMatch(result);
    expect(stderr).toMatch(/^(cat\/zero\.jpg: it is empty\n)?$/);
    expect(programs[place].trim().split('\n').length).toBeLessThanOrEqual(15);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Prints how many of TensorFlow's modules and libraries this process has loaded. */
const count = `
const { createRequire } = await import('node:module');
console.log(Object.keys(createRequire(import.meta.url).cache).concat(process.report.getReport().sharedObjects).filter((path) => path.includes('tensorflow')).length);`;

const loadedBy = async (program: string): Promise<string | undefined> => {
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program + count], { cwd: fileURLToPath(at('.')), timeout: 60_000 });
  return (await run).stdout.trim().split('\n').at(-1);
};

it('a scan and a stream by whisker-ml/pipeline load no TensorFlow', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'whisker-docs-'));
  try {
    for (const name of ['cat', 'dog']) cpSync(`${pictures}good`, join(folder, name), { recursive: true });
    expect(await loadedBy(programs[0].replace('process.argv[2]', JSON.stringify(folder)))).toBe('0');
    // What the count would see.
    expect(Number(await loadedBy("import 'whisker-ml/recipes';"))).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
