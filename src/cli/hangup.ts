import { fromEvent, map, type Observable } from 'rxjs';
import type { CommandIo } from './io.js';

/** Makes a run survive a hangup, and returns the message for its log. Returns nothing for a run that is to end. */
export function surviveHangup({ hangup }: CommandIo, onHangup: 'continue' | 'end', platform = process.platform): { readonly notes?: Observable<string> } {
  // Windows ends every process of a closed console a few seconds later. Until then, a run can save a checkpoint.
  if (onHangup === 'end' || hangup === undefined || platform === 'win32') return {};
  hangup.ignore();
  return { notes: fromEvent(hangup.signal, 'abort').pipe(map(() => 'The terminal closed. The run continues without it; `whisker watch` shows it.')) };
}
