import { describe, expect, it } from 'vitest';
import { Meter } from '../../src/pipeline/meter.js';

describe('Meter', () => {
  it('counts the time in which every buffer of every stream is full as blocked', () => {
    let now = 0;
    const prefetch = 2;
    const meter = new Meter(() => prefetch, () => now);
    const at = (moment: number, act: () => void): void => {
      now = moment;
      act();
    };
    const stream = meter.openStream();
    at(0, () => { stream.taken(1); stream.decoding(1); stream.taken(1); stream.decoding(1); });
    at(10, () => stream.decoding(-1));
    expect(meter).toMatchObject({ buffersTaken: 2, buffersDecoding: 1, blockedMs: 0 });
    at(20, () => stream.decoding(-1));
    at(50, () => expect(meter.blockedMs, 'including the current block').toBe(30));
    at(60, () => { stream.taken(-1); stream.taken(1); stream.decoding(1); });
    at(100, () => stream.decoding(-1));
    at(105, () => stream.close());
    at(200, () => expect(meter.blockedMs).toBe(40 + 5));
  });

  it('subtracts the buffers that an ended stream was decoding, but not those of others', () => {
    const meter = new Meter(() => 1, () => 0);
    const [first, second] = [meter.openStream(), meter.openStream()];
    for (const stream of [first, second]) {
      stream.taken(1);
      stream.decoding(1);
    }
    first.close();
    first.taken(-1);
    expect(meter).toMatchObject({ buffersDecoding: 1, buffersTaken: 1, blockedMs: 0 });
  });

  it('adds the times of all answers, and counts only pictures that were not refused', () => {
    const meter = new Meter(() => 1);
    meter.add({ refused: null, from: 'file', readMs: 1, decodeMs: 2 });
    meter.add({ refused: null, from: 'cache', readMs: 3, decodeMs: 0 });
    meter.add({ refused: 'it is empty', from: 'file', readMs: 5, decodeMs: 7 });
    expect(meter).toMatchObject({ decoded: 1, fromCache: 1, readMs: 9, decodeMs: 9 });
  });
});
