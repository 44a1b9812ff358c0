import { defer, finalize, map, takeWhile, type OperatorFunction } from 'rxjs';

/**
 * Pairs each value with the next item of `items`, taken only when the value is there (`zipWith` would take all of them at
 * once). Completes when there is no item left.
 *
 *     source                        a---b-----c--
 *     zipWithIterable([1, 2])       x---y-----|       x: [a, 1], y: [b, 2]
 */
export function zipWithIterable<Value, Item>(items: Iterable<Item>): OperatorFunction<Value, readonly [Value, Item]> {
  return (source) =>
    defer(() => {
      const iterator = items[Symbol.iterator]();
      return source.pipe(
        map((value) => ({ value, next: iterator.next() })),
        takeWhile(({ next }) => next.done !== true),
        map(({ value, next }) => [value, next.value] as const),
        finalize(() => iterator.return?.()),
      );
    });
}
