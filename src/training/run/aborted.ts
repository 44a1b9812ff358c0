import { fromEvent, map, type Observable } from 'rxjs';

/** Errors with the signal's reason when it is aborted from now on. For `takeUntil`, which passes the error on. */
export const aborted = (signal: AbortSignal): Observable<never> =>
  fromEvent(signal, 'abort').pipe(map(() => {
    throw signal.reason;
  }));
