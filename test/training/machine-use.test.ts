import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EventBody } from '../../src/events/index.js';
import { GpuWatch, parseGpuLine } from '../../src/training/run/gpu-use.js';
import { MachineUse, reportMachineUse } from '../../src/training/run/machine-use.js';

/** A stand-in for `nvidia-smi` on the PATH: it notes how it was called, writes two lines and stays. */
const SCRIPT = (then: string) => `#!/bin/sh
echo "$@" > "$0.called"
echo $$ > "$0.pid"
echo "5, 1000, 81559"
echo "87, 12345, 81559"
${then}
`;
let folder: string;
const env = (): NodeJS.ProcessEnv => ({ ...process.env, PATH: `${folder}:${process.env['PATH']}` });
const script = (): string => join(folder, 'nvidia-smi');
async function install(then: string): Promise<void> {
  await writeFile(script(), SCRIPT(then));
  await chmod(script(), 0o755);
}

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'whisker-gpu-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the use of the GPU', () => {
  it('is the newest line of nvidia-smi, which is asked for the first visible GPU and ends with the run', async () => {
    await install('exec sleep 60');
    const use = new MachineUse('gpu', { ...env(), CUDA_VISIBLE_DEVICES: '3,1' });
    await vi.waitFor(() => expect(use.sample().gpu).toEqual({ utilisation: 0.87, memory: 12_345 * 2 ** 20, memoryTotal: 81_559 * 2 ** 20 }), { timeout: 10_000 });
    expect(await readFile(`${script()}.called`, 'utf8')).toBe('--id=3 --query-gpu=utilization.gpu,memory.used,memory.total --format=csv,noheader,nounits --loop=3\n');
    const pid = Number(await readFile(`${script()}.pid`, 'utf8'));
    use.close();
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 });
  });

  it('is unknown once nvidia-smi has ended, and where there is none', async () => {
    await install('exit 9');
    const ended = new GpuWatch(env());
    await new Promise((resolve) => setTimeout(resolve, 500));
    await vi.waitFor(() => expect(ended.latest).toBeUndefined(), { timeout: 10_000 });
    const none = new GpuWatch({ PATH: '/nowhere' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(none.latest).toBeUndefined();
    none.close();
  });

  it('is not asked for where the engine computes on the CPU', () => {
    const use = new MachineUse('cpu', env());
    expect(use.sample()).not.toHaveProperty('gpu');
    use.close();
  });

  it('has no utilisation where the driver does not say, and skips other lines', () => {
    expect(parseGpuLine('[N/A], 12, 100')).toEqual({ memory: 12 * 2 ** 20, memoryTotal: 100 * 2 ** 20 });
    for (const line of ['', 'No devices were found', '1, , 5', '1, 2', '[N/A], [N/A], [N/A]']) expect(parseGpuLine(line)).toBeUndefined();
  });
});

it('is reported every two seconds, except in a pause, until the run ends', () => {
  vi.useFakeTimers();
  try {
    const events: EventBody[] = [];
    let paused = false;
    const stop = reportMachineUse('cpu', (body) => events.push(body), () => paused);
    vi.advanceTimersByTime(6_500);
    expect(events).toHaveLength(3);
    expect(events[0]).toEqual({ type: 'machine-use', cpu: expect.any(Number), cores: expect.any(Number), memory: expect.any(Number) });
    paused = true;
    vi.advanceTimersByTime(10_000);
    paused = false;
    vi.advanceTimersByTime(2_000);
    stop();
    vi.advanceTimersByTime(10_000);
    expect(events).toHaveLength(4);
  } finally {
    vi.useRealTimers();
  }
});

it('a process that computes uses a core, and one that waits uses none', async () => {
  const use = new MachineUse('cpu');
  use.sample();
  const before = process.cpuUsage();
  while (process.cpuUsage(before).user < 200_000) Math.sqrt(Math.random());
  const busy = use.sample();
  // What an earlier test left behind, and the collection of garbage, may still compute for a moment.
  await vi.waitFor(async () => {
    use.sample();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(busy.cpu).toBeGreaterThan(2 * use.sample().cpu);
  }, 30_000);
  expect(busy.cpu).toBeLessThanOrEqual(busy.cores + 1);
  expect(busy.memory).toBeGreaterThan(1e6);
});
