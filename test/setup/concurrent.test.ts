import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { takeLock } from '../../src/disk/index.js';
import { removeEngines } from '../../src/setup/index.js';
import { downloads, NAME, namesIn, setUp, standIn, type StandIn } from './stand-ins.js';

describe('several set-ups at once', () => {
  test('in one process end with one engine', async () => {
    const stand = await standIn({ pause: 200 });
    const reached = (await Promise.all([setUp(stand), setUp(stand), setUp(stand)])).map((each) => each.reached);
    expect(reached.map(({ kind }) => kind)).toEqual(['native', 'native', 'native']);
    expect(await downloads(stand)).toHaveLength(1);
  });

  test('in several processes end with one engine too', async () => {
    const stand = await standIn({ pause: 300 });
    expect(await Promise.all([ended(stand), ended(stand)])).toEqual([0, 0]);
    expect(await downloads(stand)).toHaveLength(1);
    expect((await setUp(stand)).messages).toEqual([]);
  });

  test('take over from one that was killed', async () => {
    const stand = await standIn({ pause: 800 });
    const child = await start(stand);
    while ((await downloads(stand)).length === 0) await setTimeout(20);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { reached, messages } = await setUp(stand);
    expect(messages[0]).toBe('Removed the remains of an interrupted set-up.');
    expect(reached.kind).toBe('native');
    expect(await namesIn(stand.cache)).toEqual(['engines']);
  });
});

describe('removal', () => {
  test('frees all engines and the record of a failure', async () => {
    const stand = await standIn();
    await setUp(stand);
    await writeFile(join(stand.cache, 'native-failed.json'), '{}');
    const { engines, bytes } = await removeEngines({ cache: stand.cache });
    expect(engines).toEqual([NAME]);
    expect(bytes).toBeGreaterThan(500);
    expect(await namesIn(stand.cache)).toEqual([]);
    expect(await removeEngines({ cache: stand.cache })).toEqual({ folder: stand.cache, engines: [], bytes: 0 });
    expect(await removeEngines({ cache: join(stand.folder, 'none') })).toMatchObject({ engines: [], bytes: 0 });
  });

  test('is refused while an engine is being set up', async () => {
    const stand = await standIn();
    await mkdir(stand.cache);
    const taken = await takeLock(join(stand.cache, 'setup.lock'));
    await expect(removeEngines({ cache: stand.cache })).rejects.toThrow(new RegExp(`^Process ${process.pid} on .* is setting the engine up`));
    if ('unlock' in taken) await taken.unlock();
  });
});

/** Starts a process that sets up on `stand`. */
async function start(stand: StandIn) {
  const program = join(stand.folder, 'set-up.mjs');
  const door = new URL('../../dist/setup/index.js', import.meta.url).href;
  await writeFile(
    program,
    `import { ensureEngine } from ${JSON.stringify(door)};
     const machine = { ...${JSON.stringify(stand.machine)}, hasNvidia: () => false, freeBytes: async () => 1e12 };
     const { kind } = await ensureEngine({ engine: 'auto', cache: ${JSON.stringify(stand.cache)}, machine, report: () => undefined });
     process.exitCode = kind === 'native' ? 0 : 1;`,
  );
  return fork(program, { stdio: 'ignore', execArgv: [] });
}

async function ended(stand: StandIn): Promise<unknown> {
  const child = await start(stand);
  return (await once(child, 'exit'))[0];
}
