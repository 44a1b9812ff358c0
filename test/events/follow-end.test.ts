import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastValueFrom } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../src/disk/index.js';
import { followRun, type EventBody, type FollowOptions } from '../../src/events/index.js';
import { lockText } from '../disk/lock-text.js';
import { bodies, stamped, textOf } from './written.js';

let folder: string;
let log: string;
const stops: (() => void)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-follow-'));
  log = join(folder, 'events.jsonl');
});
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await rm(folder, { recursive: true, force: true });
});
const [start, step] = [stamped([bodies.start()]), stamped([bodies.step(1)], 1)];

describe('the last status', () => {
  const lastOf = async (options: FollowOptions = {}): Promise<unknown> => {
    const { events, status } = followRun(folder, { pollMs: 5, ...options });
    const subscription = events.subscribe({ error: () => undefined });
    stops.push(() => subscription.unsubscribe());
    return lastValueFrom(status);
  };

  it.each(['done', 'interrupted', 'failed'] as const)('of a run that ended as %s has its last event', async (outcome) => {
    const event = stamped([bodies.end(outcome)], 1)[0];
    await writeFile(log, textOf([...start, event]));
    expect(await lastOf()).toEqual({ folder, state: outcome, event, resumable: outcome !== 'done' });
  });

  it('of a run that would fail again says that it cannot be resumed', async () => {
    await writeFile(log, textOf([...start, ...stamped([{ ...bodies.end('failed'), resumable: false } as EventBody], 1)]));
    expect(await lastOf()).toMatchObject({ state: 'failed', resumable: false });
  });

  it('of a dead run has its process and the time of its last event', async () => {
    await writeFile(log, textOf([...start, ...step]));
    await writeFile(join(folder, 'lock'), lockText());
    expect(await lastOf()).toEqual({ folder, state: 'dead', pid: 4_194_305, lastEvent: step[0].time, resumable: true });
  });

  it('of a folder that is gone says so', async () => {
    expect(await lastOf({ missingMs: 20 })).toMatchObject({ folder, state: 'unreadable', code: 'ENOENT', gaveUp: true });
  });

  it('of a run that goes on when it is left is that it runs', async () => {
    await writeFile(log, textOf(start));
    const taken = await takeLock(join(folder, 'lock'));
    stops.push(() => void ('lock' in taken && taken.lock.release()));
    expect(await lastOf({ signal: AbortSignal.timeout(50) })).toEqual({ folder, state: 'running' });
  });
});
