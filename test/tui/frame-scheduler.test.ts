import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FrameScheduler } from '../../src/tui/screen/frame-scheduler.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Draws for `cost` ms each; `requests` come every ms for three seconds. Gives the times of the frames. */
function drawn(cost: number, key = false): number[] {
  const times: number[] = [];
  const frames = new FrameScheduler(() => {
    times.push(Date.now());
    vi.setSystemTime(Date.now() + cost);
  }, () => Date.now());
  vi.setSystemTime(0);
  for (let ms = 0; ms < 3000; ms += 1) {
    frames.request(key);
    vi.advanceTimersByTime(1);
  }
  frames.stop();
  return times;
}

describe('frames', () => {
  it('are never due before now, though the clock goes on between two looks at it: Node 24 warns of that on the screen', () => {
    const delays = vi.spyOn(globalThis, 'setTimeout');
    let now = 0;
    const frames = new FrameScheduler(() => undefined, () => (now += 0.01));
    frames.request();
    vi.advanceTimersByTime(1);
    frames.stop();
    expect(delays.mock.calls.map(([, delay]) => delay)).toEqual([0]);
  });

  it('come at once, and then at most 15 times a second', () => {
    const times = drawn(0);
    expect(times[0]).toBeLessThan(5);
    expect(times.length).toBeGreaterThan(40);
    expect(times.length).toBeLessThanOrEqual(46);
  });

  it('come as seldom as they are dear: four thousandths of the time', () => {
    const times = drawn(2);
    const [last = 0, before = 0] = times.toReversed();
    expect(last - before).toBeGreaterThanOrEqual(300);
    expect(last - before).toBeLessThanOrEqual(502);
  });

  it('never keep a change waiting for longer than a second', () => {
    const times = drawn(50);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1060);
  });

  it('answer a key at once, however dear they are', () => {
    expect(drawn(4, true).length).toBeGreaterThan(40);
  });

  it('are drawn together where several things changed', () => {
    const draw = vi.fn();
    const frames = new FrameScheduler(draw, () => Date.now());
    for (let change = 0; change < 100; change += 1) frames.request();
    vi.advanceTimersByTime(1000);
    expect(draw).toHaveBeenCalledTimes(1);
  });

  it('stop', () => {
    const draw = vi.fn();
    const frames = new FrameScheduler(draw, () => Date.now());
    frames.request();
    frames.stop();
    vi.advanceTimersByTime(1000);
    expect(draw).not.toHaveBeenCalled();
  });
});
