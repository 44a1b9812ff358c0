import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MessageQueue } from '../../src/tui/message-queue.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('shows messages one after the other, each for some seconds, and then none', () => {
  const shown: string[] = [];
  const queue = new MessageQueue(() => shown.push(queue.current));
  queue.add('one');
  queue.add('two');
  expect(queue.current).toBe('one');
  vi.advanceTimersByTime(8000);
  queue.add('three');
  vi.advanceTimersByTime(60_000);
  queue.add('four');
  expect(shown).toEqual(['one', 'two', 'three', '', 'four']);
  queue.stop();
  expect(vi.getTimerCount()).toBe(0);
});
