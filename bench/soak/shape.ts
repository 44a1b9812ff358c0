import { DECODERS, type Decoder } from './album.js';
import type { Chance } from './chance.js';

/** How one pipeline is made, used and ended. */
export interface Shape {
  readonly cache: 'off' | 'ram' | 'disk';
  readonly decoder: Decoder;
  readonly concurrency: number;
  readonly prefetch: number;
  readonly taker: 'subscriber' | 'loop';
  /** `end`: it ends by itself, after `batches`. */
  readonly ending: 'abort' | 'close' | 'leave' | 'end';
  /** It is ended after so many batches or ms, whichever comes first. */
  readonly batches: number;
  readonly ms: number;
  /** Batches that the taker keeps while it takes the next, where there are as many buffers. */
  readonly keeps: number;
  /** Share of batches after which the taker stands still for a while. */
  readonly stalls: number;
  /** What is done meanwhile, by how often a second; 0: never. */
  readonly changesOfWorld: number;
  readonly changesOfBounds: number;
  /** Whether workers are killed. */
  readonly kills: boolean;
  /** Whether the file of the disk cache is cut or taken away while it is in use. */
  readonly cutsCache: boolean;
  /** A pool of its own, which its `close` ends. */
  readonly ownPool: boolean;
}

export function drawShape(chance: Chance): Shape {
  const calm = chance.often(0.15);
  return {
    cache: chance.pick(['off', 'ram', 'disk', 'disk']),
    decoder: chance.often(0.85) ? 'auto' : chance.pick(DECODERS),
    concurrency: chance.pick([1, 2, 5, 16, 64, 300]),
    prefetch: chance.whole(1, 6),
    taker: chance.pick(['subscriber', 'loop']),
    ending: chance.pick(['abort', 'abort', 'close', 'leave', 'end']),
    batches: chance.pick([0, 1, 2, 3, 5, 10, 20, 40, 100]),
    ms: chance.pick([0, 1, 5, 20, 100, 300, 1000, 3000]) * (0.5 + chance.next()),
    keeps: chance.whole(0, 4),
    stalls: chance.pick([0, 0.01, 0.1]),
    changesOfWorld: calm ? 0 : chance.pick([2, 10, 60]),
    changesOfBounds: calm ? 0 : chance.pick([0, 2, 20]),
    kills: !calm && chance.often(0.6),
    cutsCache: !calm && chance.often(0.2),
    ownPool: chance.often(0.06),
  };
}

/** Nothing happens to it, and it goes through `batches`. */
export const quietly = (batches: number, cache: Shape['cache']): Shape => ({
  cache, batches, decoder: 'auto', concurrency: 64, prefetch: 3, taker: 'loop', ending: 'end', ms: Infinity, keeps: 1,
  stalls: 0, changesOfWorld: 0, changesOfBounds: 0, kills: false, cutsCache: false, ownPool: false,
});
