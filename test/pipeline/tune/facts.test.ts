import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsBetween, bottleneckOf, type Snapshot } from '../../../src/pipeline/index.js';

const nothing: Snapshot = {
  state: {
    decoded: 0, fromCache: 0, quarantined: 0, buffersTaken: 0, prefetch: 3, buffersDecoding: 0, concurrency: 8, decoding: 0, workers: 2, delivered: 0, blockedMs: 0, readMs: 0, decodeMs: 0,
  },
  at: 1000, steps: 0, waitMs: 0,
};
type Changes = Partial<Snapshot['state']> & { readonly ms?: number; readonly steps?: number; readonly waitMs?: number };
const later = ({ ms = 1000, steps = 0, waitMs = 0, ...state }: Changes): Snapshot => ({ state: { ...nothing.state, ...state }, at: 1000 + ms, steps, waitMs });

describe('factsBetween', () => {
  it('returns the throughput of each stage, and what it waited for', () => {
    const facts = factsBetween(nothing, later({ ms: 2000, decoded: 300, fromCache: 100, delivered: 6, steps: 5, readMs: 400, decodeMs: 2600, waitMs: 100, blockedMs: 300 }));
    expect(facts).toEqual({
      seconds: 2, waitMs: 100, blockedMs: 300, bottleneck: 'data',
      stages: {
        read: { perSecond: 200, workMs: 200, inputMs: 100, outputMs: 1700 },
        decode: { perSecond: 200, workMs: 1300, inputMs: 300, outputMs: 400 },
        batch: { perSecond: 3, workMs: 0, inputMs: 1700, outputMs: 300 },
        step: { perSecond: 2.5, workMs: 1900, inputMs: 100, outputMs: 0 },
      },
    });
  });

  it('returns times that add up to the stretch, whatever the counters', () => {
    const count = fc.integer({ min: 0, max: 100_000 });
    fc.assert(fc.property(
      fc.record({ ms: fc.integer({ min: 1, max: 60_000 }), decoded: count, fromCache: count, delivered: count, steps: count, readMs: count, decodeMs: count, waitMs: count, blockedMs: count, workers: fc.integer({ min: 1, max: 64 }) }),
      (changes) => {
        const { stages, seconds } = factsBetween(nothing, later(changes));
        for (const { workMs, inputMs, outputMs } of Object.values(stages)) {
          expect(workMs + inputMs + outputMs).toBeCloseTo(seconds * 1000, 6);
          expect(Math.min(workMs, inputMs, outputMs)).toBeGreaterThanOrEqual(-1e-9);
        }
      },
    ));
  });

  it.each([
    [{ waitMs: 500, decodeMs: 2000 }, 'data'],
    [{ waitMs: 21, decodeMs: 200 }, 'data'],
    [{ waitMs: 20, decodeMs: 200 }, 'step'],
    [{ blockedMs: 900, decodeMs: 200 }, 'step'],
    [{ waitMs: 10, decodeMs: 1900 }, 'none'],
  ] as const)('%o: %s', (changes, bottleneck) => {
    expect(factsBetween(nothing, later(changes)).bottleneck).toBe(bottleneck);
  });

  it('says that data is the bottleneck whenever the step waits, however idle the workers are: a higher concurrency may help', () => {
    expect(bottleneckOf(0.3, 0.9)).toBe('data');
  });
});
