import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MessageQueue } from '../../src/tui/message-queue.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('remarks stand one after the other, each for a while, and then none', () => {
  const told: string[] = [];
  const remarks = new MessageQueue(() => told.push(remarks.current));
  remarks.add('one');
  remarks.add('two');
  expect(remarks.current).toBe('one');
  vi.advanceTimersByTime(8000);
  remarks.add('three');
  vi.advanceTimersByTime(60_000);
  remarks.add('four');
  expect(told).toEqual(['one', 'two', 'three', '', 'four']);
  remarks.stop();
  expect(vi.getTimerCount()).toBe(0);
});
