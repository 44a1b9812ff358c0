import type { Observable } from 'rxjs';
import { iterate } from './iterate.js';

/** The observable itself, for `for await` too. Leaving the loop unsubscribes. */
export const asyncIterable = <Value>(source: Observable<Value>, stopped = () => false): Observable<Value> & AsyncIterable<Value> =>
  Object.assign(source, { [Symbol.asyncIterator]: () => iterate(source, stopped) });
