import type { Spot } from './shared-buffer.js';
import type { DecodeTask } from '../types.js';

/** What the host is started with; its only argument, as JSON. */
export interface HostOptions {
  readonly workers: number;
  readonly decodeTimeout: number;
  /** What its threads run: a URL. */
  readonly file: string;
}

/** A picture that the host is to decode, and where its pixels go. */
export interface Order extends Spot {
  readonly task: Omit<DecodeTask, 'target' | 'offsets' | 'cache' | 'retainCache'>;
}

/** To the host. `cancel` and `close` take back what no worker has begun: some of it, all of it. */
export type ToHost =
  | { readonly kind: 'decode'; readonly orders: readonly Order[] }
  | { readonly kind: 'cancel'; readonly tickets: readonly number[] }
  | { readonly kind: 'close' };

/** What became of an order; `refused` is undefined when it was taken back, `trouble` tells that it is no picture's fault. */
export type Outcome = readonly [ticket: number, readMs: number, decodeMs: number, refused?: string | null, trouble?: boolean];

/** From the host. `beat`: it lives, though it has nothing to tell; `failed`: its threads cannot run. */
export type FromHost =
  | { readonly kind: 'answers'; readonly outcomes: readonly Outcome[] }
  | { readonly kind: 'beat' }
  | { readonly kind: 'failed'; readonly reason: string };
