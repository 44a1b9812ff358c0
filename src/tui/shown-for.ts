import { map, of, startWith, timer, type Observable } from 'rxjs';

/** Returns a function that shows a text for some time and then an empty one. An empty text needs no time. */
export const shownFor = (ms: number) => (text: string): Observable<string> =>
  text === '' ? of('') : timer(ms).pipe(map(() => ''), startWith(text));
