import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { pictures } from '../workers/fixtures.js';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);

const streaming = (folder: string): string => `
import { createPipeline, scanDataset } from 'whisker-ml/pipeline';
const { root, samples } = await scanDataset(${JSON.stringify(folder)});
const pipeline = createPipeline({ root, samples, size: 64, batchSize: 16 });
for await (const { release } of pipeline.from({}, { epoch: 1 })) release();
await pipeline.close();`;

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
    expect(await loadedBy(streaming(folder))).toBe('0');
    // What the count would see.
    expect(Number(await loadedBy("import 'whisker-ml/recipes';"))).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
