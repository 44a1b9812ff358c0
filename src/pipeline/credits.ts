import { Observable } from 'rxjs';

/** The memory of one batch. To hold it is the credit to fill it: nothing is opened, read or decoded without one. */
export interface BatchBuffer {
  readonly memory: SharedArrayBuffer;
  /** Gives the credit back. Calling it twice is harmless. */
  giveBack(): void;
}

export interface CreditOptions {
  /** How many buffers there are: the latest value, which may change. With fewer, those given back beyond it are let go. */
  readonly prefetch: Observable<number>;
  /** Bytes of a buffer. */
  readonly bytes: number;
  /** Credits in all: buffers given back after the last one rest. */
  readonly credits: number;
  /** Told +1 when a buffer is taken and -1 when it is given back; when the stream ends, of all that are still out. */
  readonly taken: (change: 1 | -1) => void;
}

/**
 * The credits of a stream: emits every buffer, and each again whenever it is given back; never completes. What is made of
 * buffers then comes no faster than they are given back, and no queue behind this can hold more than there are.
 *
 *     buffers                   2------1---2--
 *     given back              ----A----B----
 *     giveCredits             (AB)A------C--    B is let go, and a new one made when there may be two again
 */
export function giveCredits({ prefetch, bytes, credits, taken }: CreditOptions): Observable<BatchBuffer> {
  return new Observable((subscriber) => {
    const out = new Set<BatchBuffer>();
    const free: SharedArrayBuffer[] = [];
    let limit = 0;
    let left = credits;
    let handing = false;

    // A buffer that is given back at once comes back here while the loop runs: the loop hands it out again.
    const hand = (): void => {
      if (handing) return;
      handing = true;
      for (; out.size < limit && left > 0 && !subscriber.closed; left--) {
        const memory = free.pop() ?? new SharedArrayBuffer(bytes);
        const buffer: BatchBuffer = { memory, giveBack: () => giveBack(buffer) };
        out.add(buffer);
        taken(1);
        subscriber.next(buffer);
      }
      handing = false;
    };
    const giveBack = (buffer: BatchBuffer): void => {
      if (!out.delete(buffer)) return;
      taken(-1);
      if (out.size < limit && left > 0) free.push(buffer.memory);
      hand();
    };

    subscriber.add(() => {
      for (let count = out.size; count > 0; count--) taken(-1);
      out.clear();
      free.length = 0;
    });
    subscriber.add(
      prefetch.subscribe((now) => {
        limit = now;
        hand();
      }),
    );
  });
}
