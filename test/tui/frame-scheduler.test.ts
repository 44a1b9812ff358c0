import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FrameScheduler } from '../../src/tui/screen/frame-scheduler.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Requests a frame every ms for three seconds, each of which takes `cost` ms. Returns the times of the frames. */
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

describe('the frame scheduler', () => {
  it('asks for no timer in the past while the clock advances: Node 24 would warn on the screen', () => {
    // A spy on a fake timer would bring it back for the test files that follow in this process.
    vi.useRealTimers();
    const delays = vi.spyOn(globalThis, 'setTimeout');
    let now = 0;
    const frames = new FrameScheduler(() => undefined, () => (now += 0.01));
    frames.request();
    frames.stop();
    expect(delays.mock.calls.map(([, delay]) => delay)).toEqual([0]);
    delays.mockRestore();
  });

  it('draws the first frame at once, and then at most 15 a second', () => {
    const times = drawn(0);
    expect(times[0]).toBeLessThan(5);
    expect(times.length).toBeGreaterThan(40);
    expect(times.length).toBeLessThanOrEqual(46);
  });

  it('draws less often where frames are expensive, for 0.4 % of the time', () => {
    const times = drawn(2);
    const [last = 0, before = 0] = times.toReversed();
    expect(last - before).toBeGreaterThanOrEqual(300);
    expect(last - before).toBeLessThanOrEqual(502);
  });

  it('keeps no change waiting for longer than a second', () => {
    const times = drawn(50);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1060);
  });

  it('draws urgent frames at once, however expensive they are', () => {
    expect(drawn(4, true).length).toBeGreaterThan(40);
  });

  it('draws one frame for several changes', () => {
    const draw = vi.fn();
    const frames = new FrameScheduler(draw, () => Date.now());
    for (let change = 0; change < 100; change += 1) frames.request();
    vi.advanceTimersByTime(1000);
    expect(draw).toHaveBeenCalledTimes(1);
  });

  it('draws nothing after it is stopped', () => {
    const draw = vi.fn();
    const frames = new FrameScheduler(draw, () => Date.now());
    frames.request();
    frames.stop();
    vi.advanceTimersByTime(1000);
    expect(draw).not.toHaveBeenCalled();
  });
});
