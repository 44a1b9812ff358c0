import { describe, expect, it } from 'vitest';
import { findLate, type Watched } from '../../src/workers/pool/time-limit.js';

const LIMIT = 1000;
const fresh = (name: string): Watched & { readonly name: string } => ({ name, begunAt: null, lateAt: null });

describe('looking for late pictures', () => {
  it('reports nothing within the limit, counted from when a picture was first seen', () => {
    const held = [fresh('a'), fresh('b')];
    for (const now of [5000, 5500, 6000]) expect(findLate(held, now, LIMIT)).toBeNull();
  });

  it('reports a late picture at the next look', () => {
    const a = fresh('a');
    expect(findLate([a], 0, LIMIT)).toBeNull();
    expect(findLate([a], 60_000, LIMIT), 'the process may have stood still').toBeNull();
    expect(findLate([a], 60_125, LIMIT)).toEqual([a]);
  });

  it('cannot say which of two is slow when the worker has begun nothing since', () => {
    const [a, b] = [fresh('a'), fresh('b')];
    findLate([a], 0, LIMIT);
    findLate([a, b], 100, LIMIT);
    expect(findLate([a, b], 1010, LIMIT)).toBeNull();
    expect(findLate([a, b], 1020, LIMIT)).toEqual([]);
  });

  it('knows that the late one is slow when the worker has begun others', () => {
    const a = fresh('a');
    findLate([a, fresh('b')], 0, LIMIT);
    expect(findLate([a, fresh('c')], 1010, LIMIT)).toBeNull();
    const d = fresh('d');
    expect(findLate([a, d], 1020, LIMIT)).toEqual([a]);
  });
});
