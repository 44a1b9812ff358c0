import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, type Format } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { pictures } from '../workers/fixtures.js';
import { entries } from './declarations.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'whisker-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));
// As if whisker were installed.
mkdirSync(join(folder, 'node_modules'));
symlinkSync(root, join(folder, 'node_modules', name));
for (const kind of ['cat', 'dog']) cpSync(`${pictures}good/plain.png`, join(folder, 'photos', kind, '1.png'));

/** Imports entry points, and decodes pictures in a worker. */
const programOf = (names: readonly string[]): string => `
${names.map((entry) => `import * as ${entry} from '${name}${entry === 'index' ? '' : `/${entry}`}';`).join('\n')}
async function main() {
  const { createPipeline, scanDataset } = pipeline;
  const { root, samples } = await scanDataset(process.argv[2]);
  const stream = createPipeline({ root, samples, size: 16, batchSize: 'all' });
  for await (const { count, release } of stream.from({}, { epoch: 1 })) { console.log(count, [${names.join(', ')}].every((all) => Object.keys(all).length > 1)); release(); }
  await stream.close();
}
main();`;

async function bundled(format: Format, names: readonly string[], external: string[]): Promise<string> {
  const outfile = join(folder, `${format}-${external.length}.${format === 'cjs' ? 'cjs' : 'mjs'}`);
  await build({ stdin: { contents: programOf(names), resolveDir: folder }, bundle: true, platform: 'node', format, external, outfile, logLevel: 'silent' });
  return outfile;
}
const run = async (file: string): Promise<string> => (await promisify(execFile)(process.execPath, [file, join(folder, 'photos')], { timeout: 100_000 })).stdout;

// Ink, in /tui, waits for its layout at the top level, which `require` cannot.
const all = { esm: Object.keys(entries), cjs: Object.keys(entries).filter((entry) => entry !== 'tui') };

describe.each(['esm', 'cjs'] as const)('a bundle by esbuild as %s', (format) => {
  it('runs with every entry point where whisker is external', async () => {
    expect(await run(await bundled(format, all[format], [name]))).toBe('2 true\n');
  });
});

it('a bundle with whisker in it says that whisker must be external', async () => {
  await expect(bundled('esm', ['pipeline'], []).then(run)).rejects.toThrow(`${name} was put into a bundle, and needs its own files: leave it external. See docs/bundling.md in the package.`);
});
