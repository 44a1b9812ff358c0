import { describe, expect, it } from 'vitest';
import { Meter } from '../../src/pipeline/meter.js';

describe('the meter', () => {
  it('counts as blocked the time in which every buffer of every stream is full', () => {
    let now = 0;
    const prefetch = 2;
    const meter = new Meter(() => prefetch, () => now);
    const at = (moment: number, act: () => void): void => {
      now = moment;
      act();
    };
    const stream = meter.openStream();
    at(0, () => { stream.taken(1); stream.filling(1); stream.taken(1); stream.filling(1); });
    at(10, () => stream.filling(-1));
    expect(meter).toMatchObject({ buffersTaken: 2, buffersFilling: 1, blockedMs: 0 });
    at(20, () => stream.filling(-1));
    at(50, () => expect(meter.blockedMs, 'also while it lasts').toBe(30));
    at(60, () => { stream.taken(-1); stream.taken(1); stream.filling(1); });
    at(100, () => stream.filling(-1));
    at(105, () => stream.close());
    at(200, () => expect(meter.blockedMs).toBe(40 + 5));
  });

  it('forgets at its end what a stream was filling, and not what another is', () => {
    const meter = new Meter(() => 1, () => 0);
    const [first, second] = [meter.openStream(), meter.openStream()];
    for (const stream of [first, second]) {
      stream.taken(1);
      stream.filling(1);
    }
    first.close();
    first.taken(-1);
    expect(meter).toMatchObject({ buffersFilling: 1, buffersTaken: 1, blockedMs: 0 });
  });

  it('adds up answers; refused pictures cost time and are not decoded', () => {
    const meter = new Meter(() => 1);
    meter.add({ refused: null, from: 'file', readMs: 1, decodeMs: 2 });
    meter.add({ refused: null, from: 'cache', readMs: 3, decodeMs: 0 });
    meter.add({ refused: 'it is empty', from: 'file', readMs: 5, decodeMs: 7 });
    expect(meter).toMatchObject({ decoded: 1, fromCache: 1, readMs: 9, decodeMs: 9 });
  });
});
