import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const built = (name: string) => fileURLToPath(new URL(`../../dist/cli/${name}.cjs`, import.meta.url));
const nodeProblem = createRequire(import.meta.url)(built('node-version')) as (version: string) => string | undefined;

it.each(['0.10.48', '14.21.3', '18.20.0', '20.18.3', '21.7.0', '22.11.0'])('Node %s is too old, with the versions that are not', (version) => {
  expect(nodeProblem(version)).toBe(`whisker needs Node 20.19 or 22.12, or later, and this is Node ${version}. Install a newer one: https://nodejs.org`);
});

it.each(['20.19.0', '20.20.2', '22.12.0', '23.0.0', '24.1.0', process.versions.node])('Node %s will do', (version) => {
  expect(nodeProblem(version)).toBeUndefined();
});

it('package.json asks for the same versions', () => {
  const { engines: { node } }: { engines: { node: string } } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(node).toBe('^20.19 || >=22.12');
});

it('an old Node gets that sentence before anything else is loaded', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whisker-node-'));
  try {
    const preload = join(folder, 'old.cjs');
    writeFileSync(preload, `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } });
process.on('exit', () => console.log(Object.keys(require.cache).map((path) => require('node:path').basename(path)).join()));`);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', preload, built('main'), 'doctor'], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: 'old.cjs,main.cjs,node-version.cjs\n', stderr: `${nodeProblem('18.20.0')}\n` });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('an old Node can read the two files that tell it', () => {
  // Node 14, which still reads this syntax, is the oldest that package managers offer.
  for (const name of ['main', 'node-version']) expect(readFileSync(built(name), 'utf8')).not.toMatch(/\?\?|\?\.|\|\|=|&&=|\bimport\b\s*\(|\bawait\b|node:/);
});
