import { defer, mergeMap, type MonoTypeOperatorFunction } from 'rxjs';

/**
 * Puts values back into the order of their numbers 0, 1, 2, …; each number comes once. Holds early values: no more of them
 * than the source may be ahead, which the credits bound.
 *
 *     source                  1--0---3--2---|
 *     reorder(Number)         ---(01)---(23)|
 */
export function reorder<Value extends NonNullable<unknown>>(numberOf: (value: Value) => number): MonoTypeOperatorFunction<Value> {
  return (source) =>
    defer(() => {
      const early = new Map<number, Value>();
      let next = 0;
      function* due(): Generator<Value> {
        for (let value = early.get(next); value !== undefined; value = early.get(next)) {
          early.delete(next++);
          yield value;
        }
      }
      // Each inner stream emits synchronously, so nothing is ever queued here.
      return source.pipe(
        mergeMap((value) => {
          early.set(numberOf(value), value);
          return due();
        }),
      );
    });
}
