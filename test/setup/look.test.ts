import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cacheOf } from '../../src/setup/cache.js';
import { writeFailure } from '../../src/setup/failure.js';
import { lookForEngine } from '../../src/setup/index.js';
import { thisMachine } from '../../src/setup/machine.js';

let cache: string;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'whisker-device-'));
});
afterAll(() => rm(cache, { recursive: true, force: true }));

const machine = (nvidia: boolean) => ({ ...thisMachine(), hasNvidia: () => nvidia });

it('the device of an engine is known before anything is installed', async () => {
  const device = (choice: Parameters<typeof lookForEngine>[0], nvidia: boolean) => lookForEngine(choice, { cache, machine: machine(nvidia) }).then(({ device }) => device);
  expect([await device('auto', false), await device('auto', true)]).toEqual(['cpu', 'gpu']);
  expect([await device('gpu', false), await device('cpu', true), await device('wasm', true)]).toEqual(['gpu', 'cpu', 'cpu']);
});

it('after a set-up that failed, auto is WebAssembly on the CPU', async () => {
  await writeFailure(cacheOf(machine(true), cache), machine(true), ['no network']);
  expect(await lookForEngine('auto', { cache, machine: machine(true) })).toEqual({ kind: 'wasm', device: 'cpu' });
});
