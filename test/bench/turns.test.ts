import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { turns } from '../../bench/contest/rounds.js';

it('begins each round one further on', () => {
  expect([0, 1, 2, 3].map((round) => turns(['a', 'b', 'c'], round).join(''))).toEqual(['abc', 'bca', 'cab', 'abc']);
});

it('gives everybody one turn a round, and every place once in as many rounds as there are contestants', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.integer(), { maxLength: 12 }), fc.nat(1000), (items, from) => {
    const rounds = items.map((_, round) => turns(items, from + round));
    for (const order of rounds) expect(order.toSorted()).toEqual(items.toSorted());
    for (const place of items.keys()) expect(new Set(rounds.map((order) => order[place])).size).toBe(items.length);
  }));
});
