import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { takeLock } from '../../src/disk/index.js';
import { removeEngines } from '../../src/setup/index.js';
import { downloads, NAME, namesIn, setUp, fakeMachine, type FakeMachine } from './fake-machine.js';

describe('several set-ups at once', () => {
  test('in one process end with one engine', async () => {
    const fake = await fakeMachine({ pause: 200 });
    const reached = (await Promise.all([setUp(fake), setUp(fake), setUp(fake)])).map((each) => each.reached);
    expect(reached.map(({ kind }) => kind)).toEqual(['native', 'native', 'native']);
    expect(await downloads(fake)).toHaveLength(1);
  });

  test('in several processes end with one engine too', async () => {
    const fake = await fakeMachine({ pause: 300 });
    expect(await Promise.all([ended(fake), ended(fake)])).toEqual([0, 0]);
    expect(await downloads(fake)).toHaveLength(1);
    expect((await setUp(fake)).messages).toEqual([]);
  });

  test('take over from one that was killed', async () => {
    const fake = await fakeMachine({ pause: 800 });
    const child = await start(fake);
    while ((await downloads(fake)).length === 0) await setTimeout(20);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { reached, messages } = await setUp(fake);
    expect(messages[0]).toBe('Removed the remains of an interrupted set-up.');
    expect(reached.kind).toBe('native');
    expect(await namesIn(fake.cache)).toEqual(['engines']);
  });
});

describe('removal', () => {
  test('frees all engines and the record of a failure', async () => {
    const fake = await fakeMachine();
    await setUp(fake);
    await writeFile(join(fake.cache, 'native-failed.json'), '{}');
    const { engines, bytes } = await removeEngines({ cache: fake.cache });
    expect(engines).toEqual([NAME]);
    expect(bytes).toBeGreaterThan(500);
    expect(await namesIn(fake.cache)).toEqual([]);
    expect(await removeEngines({ cache: fake.cache })).toEqual({ folder: fake.cache, engines: [], bytes: 0 });
    expect(await removeEngines({ cache: join(fake.folder, 'none') })).toMatchObject({ engines: [], bytes: 0 });
  });

  test('is refused while an engine is being set up', async () => {
    const fake = await fakeMachine();
    await mkdir(fake.cache);
    const taken = await takeLock(join(fake.cache, 'setup.lock'));
    await expect(removeEngines({ cache: fake.cache })).rejects.toThrow(new RegExp(`^Process ${process.pid} on .* is setting the engine up`));
    if ('lock' in taken) await taken.lock.release();
  });
});

/** Starts a process that sets up on `fake`. */
async function start(fake: FakeMachine) {
  const program = join(fake.folder, 'set-up.mjs');
  const door = new URL('../../dist/setup/index.js', import.meta.url).href;
  await writeFile(
    program,
    `import { ensureEngine } from ${JSON.stringify(door)};
     const machine = { ...${JSON.stringify(fake.machine)}, hasNvidia: () => false, freeBytes: async () => 1e12 };
     const { kind } = await ensureEngine({ engine: 'auto', cache: ${JSON.stringify(fake.cache)}, machine, report: () => undefined });
     process.exitCode = kind === 'native' ? 0 : 1;`,
  );
  return fork(program, { stdio: 'ignore', execArgv: [] });
}

async function ended(fake: FakeMachine): Promise<unknown> {
  const child = await start(fake);
  return (await once(child, 'exit'))[0];
}
