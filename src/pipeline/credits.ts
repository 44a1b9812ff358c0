import { Observable } from 'rxjs';

/** The memory of one batch. To hold it is the credit to fill it: nothing is opened, read or decoded without one. */
export interface Slot {
  readonly memory: SharedArrayBuffer;
  /** Gives the credit back. Calling it twice is harmless. */
  giveBack(): void;
}

export interface CreditOptions {
  /** How many slots there are: the latest value, which may change. With fewer, those given back beyond it are let go. */
  readonly slots: Observable<number>;
  /** Bytes of a slot. */
  readonly bytes: number;
  /** Credits in all: slots given back after the last one rest. */
  readonly credits: number;
  /** Told +1 when a slot is taken and -1 when it is given back; when the stream ends, of all that are still out. */
  readonly taken: (change: 1 | -1) => void;
}

/**
 * The credits of a stream: emits every slot, and each again whenever it is given back; never completes. What is made of
 * slots then comes no faster than they are given back, and no queue behind this can hold more than there are.
 *
 *     slots                   2------1---2--
 *     given back              ----A----B----
 *     giveCredits             (AB)A------C--    B is let go, and a new one made when there may be two again
 */
export function giveCredits({ slots, bytes, credits, taken }: CreditOptions): Observable<Slot> {
  return new Observable((subscriber) => {
    const out = new Set<Slot>();
    const free: SharedArrayBuffer[] = [];
    let limit = 0;
    let left = credits;
    let handing = false;

    // A slot that is given back at once comes back here while the loop runs: the loop hands it out again.
    const hand = (): void => {
      if (handing) return;
      handing = true;
      for (; out.size < limit && left > 0 && !subscriber.closed; left--) {
        const memory = free.pop() ?? new SharedArrayBuffer(bytes);
        const slot: Slot = { memory, giveBack: () => giveBack(slot) };
        out.add(slot);
        taken(1);
        subscriber.next(slot);
      }
      handing = false;
    };
    const giveBack = (slot: Slot): void => {
      if (!out.delete(slot)) return;
      taken(-1);
      if (out.size < limit && left > 0) free.push(slot.memory);
      hand();
    };

    subscriber.add(() => {
      for (let count = out.size; count > 0; count--) taken(-1);
      out.clear();
      free.length = 0;
    });
    subscriber.add(
      slots.subscribe((now) => {
        limit = now;
        hand();
      }),
    );
  });
}
