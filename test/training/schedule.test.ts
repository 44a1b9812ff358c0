import { describe, expect, it } from 'vitest';
import { scheduleOf, type ScheduleOptions } from '../../src/training/index.js';

const rates = (options: Partial<ScheduleOptions>, steps = 10) => {
  const schedule = scheduleOf({ 'learning-rate': 2e-3, schedule: 'constant', warmup: 0, ...options }, steps);
  return Array.from({ length: steps }, (_, step) => schedule(step));
};

describe('the learning rate', () => {
  it('is the same number in every step by default', () => {
    expect(new Set(rates({}))).toEqual(new Set([2e-3]));
  });

  it("falls by FixMatch's cosine: to the cosine of 7/16 of pi", () => {
    const schedule = scheduleOf({ 'learning-rate': 1, schedule: 'cosine', warmup: 0 }, 100);
    expect([0, 50, 100].map(schedule)).toEqual([0, 0.5, 1].map((done) => Math.cos((7 * Math.PI * done) / 16)));
  });

  it('falls evenly to zero', () => {
    const linear = rates({ schedule: 'linear', 'learning-rate': 1 });
    linear.forEach((rate, step) => expect(rate).toBeCloseTo(1 - step / 10, 12));
  });

  it('rises over the steps of the warm-up, and falls over the others', () => {
    const [first, second, third, last] = [0, 1, 2, 9].map((step) => rates({ 'learning-rate': 1, schedule: 'linear', warmup: 2 })[step]);
    expect([first, second, third]).toEqual([0.5, 1, 1]);
    expect(last).toBeCloseTo(1 / 8, 12);
  });

  it('takes a warm-up below 1 as a share of all steps', () => {
    expect(rates({ warmup: 0.4 })).toEqual(rates({ warmup: 4 }));
  });

  it('never falls below zero, and only rises where the warm-up is longer than the run', () => {
    expect(rates({ schedule: 'linear', warmup: 100, 'learning-rate': 1 })).toEqual(Array.from({ length: 10 }, (_, step) => (step + 1) / 10));
    expect(scheduleOf({ 'learning-rate': 1, schedule: 'linear', warmup: 0 }, 5)(9)).toBe(0);
  });
});
