import { Observable } from 'rxjs';

/** The memory of one batch. To hold it is the credit to fill it: nothing is opened, read or decoded without one. */
export interface Slot {
  readonly memory: SharedArrayBuffer;
  /** Gives the credit back. Calling it twice is harmless. */
  giveBack(): void;
}

export interface CreditOptions {
  /** Slots there are. */
  readonly slots: number;
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
 *     given back              ----A--B--
 *     giveCredits(2 slots)    (AB)A--B--
 */
export function giveCredits({ slots, bytes, credits, taken }: CreditOptions): Observable<Slot> {
  return new Observable((subscriber) => {
    const out = new Set<Slot>();
    let left = credits;
    const hand = (memory: SharedArrayBuffer): void => {
      if (left-- <= 0) return;
      const slot: Slot = {
        memory,
        giveBack: () => {
          if (!out.delete(slot)) return;
          taken(-1);
          hand(memory);
        },
      };
      out.add(slot);
      taken(1);
      subscriber.next(slot);
    };
    subscriber.add(() => {
      for (let count = out.size; count > 0; count--) taken(-1);
      out.clear();
    });
    for (let made = 0; made < Math.min(slots, credits) && !subscriber.closed; made++) hand(new SharedArrayBuffer(bytes));
  });
}
