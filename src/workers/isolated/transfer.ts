import type { Order } from './messages.js';
import { writeTarget } from '../decode/target.js';
import { ShelfFile } from './slots.js';
import type { Spot } from './shared-buffer.js';
import type { Attempt, DecodeTask } from '../types.js';

/** A picture that was asked for. */
export interface Errand {
  readonly task: DecodeTask;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (answer: Attempt) => void;
  readonly reject: (thrown: unknown) => void;
  /** Where the host has it; null as long as it has not. */
  spot: Spot | null;
  /** Hosts that died while they did this and nothing else; a death that may have come from outside counts for less than 1. */
  deaths: number;
}

/** What the host has, and the shelf that pixels come back on: each errand that it has holds a spot there. */
export class Handover {
  readonly #shelf = new ShelfFile();
  readonly #sent = new Map<number, Errand>();
  #ticket = 0;
  #dividing: Promise<void> | null = null;

  get descriptor(): number {
    return this.#shelf.shelf.descriptor;
  }

  /** How many the host has, settled or not. */
  get size(): number {
    return this.#sent.size;
  }

  get dividing(): boolean {
    return this.#dividing !== null;
  }

  /** Takes the first of `waiting` off it that find a spot, and makes orders of them. */
  take(waiting: Errand[]): Order[] {
    const orders: Order[] = [];
    for (const errand of waiting) {
      const spot = this.#shelf.fits(bytesOf(errand)) ? this.#shelf.claim((this.#ticket = (this.#ticket + 1) >>> 0 || 1)) : null;
      if (spot === null) break;
      errand.spot = spot;
      this.#sent.set(spot.ticket, errand);
      const { path, size, pixelLimit, background, decoder, views } = errand.task;
      orders.push({ ...spot, task: { path, size, pixelLimit, background, decoder, views } });
    }
    waiting.splice(0, orders.length);
    return orders;
  }

  /** Spots large enough for `errand`, for which none is; the host must have nothing. */
  async divideFor(errand: Errand): Promise<void> {
    this.#dividing = this.#shelf.divide(bytesOf(errand)).finally(() => (this.#dividing = null));
    await this.#dividing;
  }

  /** The host has it no more. */
  back(ticket: number): { readonly errand: Errand; readonly spot: Spot } | null {
    const errand = this.#sent.get(ticket);
    const spot = errand?.spot;
    if (errand === undefined || spot === undefined || spot === null) return null;
    this.#sent.delete(ticket);
    this.#shelf.giveBack(spot);
    errand.spot = null;
    return { errand, spot };
  }

  /** Copies the pixels that lie on `spot`, which must not have been taken again, into the errand's target. */
  fetch(errand: Errand, spot: Spot): void {
    const { target, offsets: [first, ...others] } = errand.task;
    const pixels = new Uint8Array(target, first, bytesOf(errand));
    this.#shelf.shelf.take(pixels, spot);
    writeTarget({ target, offsets: others }, pixels);
  }

  /** The host is dead: all that it had, and what of that it had begun and not finished. */
  backFromDead(): readonly { readonly errand: Errand; readonly begun: boolean }[] {
    return [...this.#sent.keys()].flatMap((ticket) => {
      const back = this.back(ticket);
      return back === null ? [] : [{ errand: back.errand, begun: this.#shelf.shelf.isInWork(back.spot) }];
    });
  }

  async close(): Promise<void> {
    await this.#dividing?.catch(() => undefined);
    this.#shelf.close();
  }
}

const bytesOf = ({ task: { size } }: Errand): number => size * size * 3;
