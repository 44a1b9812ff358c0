import { Observable } from 'rxjs';

/** The memory of one batch. Holding it is the credit to fill it: nothing is opened, read or decoded without one. */
export interface BatchBuffer {
  readonly memory: SharedArrayBuffer;
  /** Gives the credit back. A second call does nothing. */
  giveBack(): void;
}

export interface CreditOptions {
  /** Number of buffers; its latest value counts. After a decrease, surplus buffers are dropped as they are given back. */
  readonly prefetch: Observable<number>;
  /** Bytes of a buffer. */
  readonly bytes: number;
  /** Credits in all. Buffers that are given back after the last one are not emitted again. */
  readonly credits: number;
  /** Called with 1 when a buffer is taken and with -1 when it is given back. The end of the stream gives back all of them. */
  readonly onTaken: (change: 1 | -1) => void;
}

/**
 * Emits every buffer, and emits it again each time it is given back; never completes. So whatever is built on buffers comes no
 * faster than they are given back, and no queue behind this operator can hold more than there are buffers.
 *
 *     prefetch                  2------1---2--
 *     given back              ----A----B----
 *     giveCredits             (AB)A------C--    B is dropped, and a new one is made when there may be two again
 */
export function giveCredits({ prefetch, bytes, credits, onTaken }: CreditOptions): Observable<BatchBuffer> {
  return new Observable((subscriber) => {
    const taken = new Set<BatchBuffer>();
    const free: SharedArrayBuffer[] = [];
    let limit = 0;
    let left = credits;
    let emitting = false;

    // A buffer that is given back at once calls this again while the loop runs: the loop emits it again.
    const emit = (): void => {
      if (emitting) return;
      emitting = true;
      for (; taken.size < limit && left > 0 && !subscriber.closed; left--) {
        const memory = free.pop() ?? new SharedArrayBuffer(bytes);
        const buffer: BatchBuffer = { memory, giveBack: () => giveBack(buffer) };
        taken.add(buffer);
        onTaken(1);
        subscriber.next(buffer);
      }
      emitting = false;
    };
    const giveBack = (buffer: BatchBuffer): void => {
      if (!taken.delete(buffer)) return;
      onTaken(-1);
      if (taken.size < limit && left > 0) free.push(buffer.memory);
      emit();
    };

    subscriber.add(() => {
      for (let count = taken.size; count > 0; count--) onTaken(-1);
      taken.clear();
      free.length = 0;
    });
    subscriber.add(
      prefetch.subscribe((latest) => {
        limit = latest;
        emit();
      }),
    );
  });
}
