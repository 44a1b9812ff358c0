import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { resources } from '../pipeline/resources.js';
import { isSettledAtOnce, sleep, until } from './acting-pool.js';
import { taskFor } from './fixtures.js';
import { children, counted, descriptors, leftFiles, lives, processAct, processActs, stateOf, usingProcess } from './acting-process.js';

const state = () => ({ resources: resources(), files: leftFiles(), descriptors: descriptors(), children: children() });

describe('an abort', () => {
  it('rejects everything at once, begins nothing more, and keeps the process able to decode', async () => {
    await usingProcess({ workers: 1 }, async (pool) => {
      const stop = new AbortController();
      const { file, tries } = counted();
      const all = Array.from({ length: 300 }, () => processAct('hold', 1, file));
      const settled = Promise.allSettled(all.map(({ task }) => pool.decode(task, stop.signal)));
      await until(() => tries() > 0, 20_000);
      stop.abort('enough');
      expect(await isSettledAtOnce(settled)).toBe(true);
      expect((await settled).every((one) => one.status === 'rejected' && one.reason === 'enough')).toBe(true);
      expect(await pool.decode(processAct('fine').task)).toMatchObject({ refused: null });
      expect(tries()).toBeLessThanOrEqual(2);
      expect(all.every(({ written }) => written() === 0)).toBe(true);
    });
  });

  it('of a picture that is decoded on its own does not hold up the others', async () => {
    await usingProcess({ workers: 1 }, async (pool) => {
      const stop = new AbortController();
      const suspect = pool.decode(processAct('slow-segv').task, stop.signal);
      await until(() => stateOf(pool).died === 1, 20_000);
      stop.abort('enough');
      await expect(suspect).rejects.toBe('enough');
      expect(await pool.decode(processAct('fine').task)).toMatchObject({ refused: null });
    });
  });
});

describe('closing', () => {
  it('finishes what was begun, rejects what waits, and may be done twice', async () => {
    const before = state();
    await usingProcess({}, async (pool) => {
      const { file, tries } = counted();
      const all = Array.from({ length: 1500 }, () => processAct('slow', 5, file));
      const settled = Promise.allSettled(all.map(({ task }) => pool.decode(task)));
      await until(() => tries() > 0, 20_000);
      await Promise.all([pool.close(), pool.close()]);
      const results = await settled;
      const done = results.filter(({ status }) => status === 'fulfilled').length;
      expect(done).toBeGreaterThan(0);
      expect(done).toBeLessThan(100);
      for (const [index, { status }] of results.entries()) if (status === 'fulfilled') expect(all[index].written()).toBe(all[index].number);
      await expect(pool.decode(all[0].task)).rejects.toThrow('no more pictures can be decoded');
    });
    await until(() => resources().length === before.resources.length);
    expect(state()).toEqual(before);
  });

  it('leaves no process, file, timer, listener or descriptor at any moment', async () => {
    const before = state();
    for (const delay of [0, 20, 350]) {
      await usingProcess({}, async (pool) => {
        const stop = new AbortController();
        const all = Promise.allSettled(processActs(100, () => 'wait').map(({ task }) => pool.decode(task, stop.signal)));
        await sleep(delay);
        if (delay % 50 === 0) stop.abort();
        await pool.close();
        await all;
      });
      await until(() => resources().length <= before.resources.length, 1000);
      expect(state()).toEqual(before);
    }
  });
});

describe('an idle pool', () => {
  it('does not keep its parent alive, and ignores Ctrl-C, which reaches every process of a terminal', async () => {
    const before = resources();
    await usingProcess({}, async (pool) => {
      expect(await pool.decode(processAct('fine').task)).toMatchObject({ refused: null });
      await until(() => resources().every((name) => before.includes(name)));
      const { pid = 0 } = stateOf(pool);
      process.kill(pid, 'SIGINT');
      await sleep(50);
      expect(await pool.decode(processAct('fine').task)).toMatchObject({ refused: null });
      expect(stateOf(pool)).toMatchObject({ pid, died: 0 });
    });
  });
});

describe('the parent process', () => {
  const program = `
    const { createDecodePool } = await import(process.argv[1]);
    const pool = createDecodePool({ workers: 1, isolate: true });
    const task = JSON.parse(process.argv[2]);
    const decode = () => pool.decode({ ...task, target: new SharedArrayBuffer(task.size ** 2 * 3) });
    console.log((await decode()).refused, (await import('node:fs')).readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8'));
    if (process.argv[3] === 'on') for (;;) await decode();`;
  const start = (more: string) => {
    const { target: _, ...task } = taskFor('good/plain.png');
    const module = new URL('../../dist/workers/index.js', import.meta.url).href;
    return spawn(process.execPath, ['--input-type=module', '--eval', program, module, JSON.stringify(task), more], { stdio: ['ignore', 'pipe', 'inherit'] });
  };

  it('ends by itself when it has nothing more to decode, and the host with it', async () => {
    const parent = start('');
    const printed = String((await once(parent.stdout, 'data'))[0]);
    expect(printed).toMatch(/^null \d+ $/m);
    expect(await once(parent, 'exit')).toEqual([0, null]);
    await until(() => !lives(Number(printed.split(' ')[1])));
  });

  it('may be killed, and leaves no process or file', async () => {
    const parent = start('on');
    const pid = Number(String((await once(parent.stdout, 'data'))[0]).split(' ')[1]);
    expect(lives(pid)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await until(() => !lives(pid));
    expect(leftFiles(parent.pid)).toEqual([]);
  });
});
