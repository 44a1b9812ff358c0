import { defer, mergeMap, type MonoTypeOperatorFunction } from 'rxjs';

/**
 * Puts values back into the order of their numbers 0, 1, 2, …, each of which comes once. Holds those that came before
 * their turn: no more of them than the source may be ahead, which for batches are the credits.
 *
 *     source                  1--0---3--2---|
 *     reorder(Number)      ---(01)---(23)|
 */
export function reorder<Value extends NonNullable<unknown>>(numberOf: (value: Value) => number): MonoTypeOperatorFunction<Value> {
  return (source) =>
    defer(() => {
      const early = new Map<number, Value>();
      let turn = 0;
      function* due(): Generator<Value> {
        for (let value = early.get(turn); value !== undefined; value = early.get(turn)) {
          early.delete(turn++);
          yield value;
        }
      }
      // Each inner stream is emitted on the spot: nothing is ever queued here.
      return source.pipe(
        mergeMap((value) => {
          early.set(numberOf(value), value);
          return due();
        }),
      );
    });
}
