import { describe, expect, it } from 'vitest';
import { WorkFailed } from '../../src/config/index.js';
import { createDecodePool } from '../../src/workers/index.js';
import { namesIn, pixelsOf, taskFor } from './fixtures.js';
import { counted, processAct, processActs, stateOf, usingProcess } from './acting-process.js';

describe('decoding in a process of its own', () => {
  it('gives the same pixels and refusals as threads, at any size', async () => {
    const [threads, isolated] = [createDecodePool({ workers: 2 }), createDecodePool({ workers: 2, isolate: true })];
    try {
      expect(isolated.workers).toBe(2);
      const names = [...namesIn('good').map((name) => `good/${name}`), ...namesIn('bad').map((name) => `bad/${name}`)];
      const some = ['good/baseline.jpg', 'good/alpha.png', 'bad/cut.jpg'];
      const all = [32, 224, 50].flatMap((size) => (size === 32 ? names : some).map((name) => ({ name, here: taskFor(name, { size }), there: taskFor(name, { size, target: new SharedArrayBuffer(size * size * 3 + 7), offsets: [7] }) })));
      const [here, there] = await Promise.all([
        Promise.all(all.map((one) => threads.decode(one.here))),
        Promise.all(all.map((one) => isolated.decode(one.there))),
      ]);
      for (const [index, one] of all.entries()) {
        expect(there[index].refused, one.name).toBe(here[index].refused);
        expect(Buffer.compare(pixelsOf(one.there), pixelsOf(one.here)), one.name).toBe(0);
      }
      expect(here.some(({ refused }) => refused === null)).toBe(true);
    } finally {
      await Promise.all([threads.close(), isolated.close()]);
    }
  });

  it('reports what a picture cost, and survives a crash of native code, which costs only the picture that causes it', async () => {
    await usingProcess({}, async (pool) => {
      expect(await pool.decode(processAct('fine').task)).toEqual({ refused: null, from: 'file', readMs: 1, decodeMs: 2 });
      const all = processActs(250, (index) => (index === 77 ? 'segv' : index % 5 === 0 ? 'wait' : 'fine'));
      const answers = await Promise.all(all.map(({ task }) => pool.decode(task)));
      expect(answers[77].refused).toBe('decoding it ended the worker twice (SIGSEGV)');
      expect(answers.filter(({ refused }) => refused !== null)).toHaveLength(1);
      for (const [index, { written, number }] of all.entries()) expect(written()).toBe(index === 77 ? 0 : number);
      expect(stateOf(pool)).toMatchObject({ died: 3, waiting: 0, sent: 0 });
      expect(stateOf(pool).retried, 'only what was in work at the same time').toBeLessThanOrEqual(6);
    });
  });

  it('replaces a thread that ends or takes too long, and keeps the process', async () => {
    await usingProcess({ decodeTimeout: 0.3 }, async (pool) => {
      const all = processActs(60, (index) => (index === 7 ? 'exit' : index === 30 ? 'spin' : 'fine'));
      const answers = await Promise.all(all.map(({ task }) => pool.decode(task)));
      expect(answers[7].refused).toBe('decoding it ended the worker twice (worker exited with code: 3)');
      expect(answers[30].refused).toBe('it took longer than 0.3 s, the decode-timeout');
      expect(answers.filter(({ refused }) => refused !== null)).toHaveLength(2);
      for (const { what, written, number } of all) expect(written()).toBe(what === 'fine' ? number : 0);
      expect(stateOf(pool).died).toBe(0);
    });
  });

  it('replaces a process that stops answering', async () => {
    await usingProcess({ silentChecks: 4 }, async (pool) => {
      await pool.decode(processAct('fine').task);
      const stopped = processAct('stop', 9, counted().file);
      expect(await pool.decode(stopped.task)).toMatchObject({ refused: null });
      expect(stopped.written()).toBe(9);
      // On a busy machine, a process that is slow to start may be replaced too.
      expect(stateOf(pool)).toMatchObject({ retried: 1 });
      expect(stateOf(pool).died).toBeGreaterThan(0);
    });
  });

  it('reports the reason when it cannot start', async () => {
    await usingProcess({ file: new URL('./unloadable.mjs', import.meta.url).href }, async (pool) => {
      await expect(pool.decode(processAct('fine').task)).rejects.toThrow(/^The decode workers cannot start: its library is missing/);
    });
    await usingProcess({ host: new URL('./unloadable.mjs', import.meta.url) }, async (pool) => {
      await expect(pool.decode(processAct('fine').task)).rejects.toThrow(/^The decode workers cannot start: .*library is missing/);
      await expect(pool.decode(processAct('fine').task)).rejects.toThrow(WorkFailed);
    });
  });
});
