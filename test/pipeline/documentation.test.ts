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
const results = [/^1 of 1: mean \d+\.\d\n$/, /^\d\d pictures\n$/];

it.each(results.map((result, place) => [place, result] as const))('program %i in docs/pipeline.md runs unchanged and ends by itself', async (place, result) => {
  const folder = mkdtempSync(join(tmpdir(), 'whisker-docs-'));
  try {
    cpSync(`${pictures}good`, join(folder, 'photos'), { recursive: true });
    writeFileSync(join(folder, 'photos', 'zero.jpg'), '');
    // As if whisker were installed.
    symlinkSync(fileURLToPath(at('node_modules')), join(folder, 'node_modules'));
    const file = join(folder, 'program.mjs');
    writeFileSync(file, programs[place].replace("'whisker-ml/pipeline'", `'${at('dist/pipeline/index.js').href}'`));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file, join(folder, 'photos')], { cwd: fileURLToPath(at('.')), timeout: 60_000 });
    expect(stdout).toMatch(result);
    expect(stderr).toMatch(/^(zero\.jpg: it is empty\n)?$/);
    expect(programs[place].trim().split('\n').length).toBeLessThanOrEqual(15);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('whisker-ml/pipeline loads no TensorFlow', async () => {
  const show = `import '${at('dist/pipeline/index.js').href}'; import { createRequire } from 'node:module';
    console.log(Object.keys(createRequire(import.meta.url).cache).filter((path) => path.includes('tensorflow')).length, process.report.getReport().sharedObjects.filter((path) => path.includes('tensorflow')).length);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', show], { timeout: 60_000 });
  expect(stdout).toBe('0 0\n');
});
