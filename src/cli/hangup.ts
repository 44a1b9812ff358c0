import { Observable } from 'rxjs';
import { choice } from '../config/index.js';
import type { CommandIo } from './io.js';

/** `--on-hangup`: what becomes of a run whose terminal goes away. */
export const onHangup = choice(['go-on', 'end'], 'go-on', 'when the terminal goes away: go on without it, or end with a checkpoint');

/** What a run is given that goes on without its terminal: the note of it for its log. Nothing where it is to end. */
export function survivesHangup({ hangup }: CommandIo, wished: 'go-on' | 'end'): { readonly notes?: Observable<string> } {
  if (wished === 'end' || hangup === undefined) return {};
  hangup.ignore();
  const { signal } = hangup;
  return {
    notes: new Observable((subscriber) => {
      const tell = () => subscriber.next('The terminal went away. The run goes on without it; `whisker watch` shows it.');
      signal.addEventListener('abort', tell);
      return () => signal.removeEventListener('abort', tell);
    }),
  };
}
