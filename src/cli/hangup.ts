import { fromEvent, map, type Observable } from 'rxjs';
import { choice } from '../config/index.js';
import type { CommandIo } from './io.js';

/** `--on-hangup`: what a run does when its terminal closes. */
export const hangupOption = choice(['continue', 'end'], 'continue', 'when the terminal closes: continue without it, or end with a checkpoint (Windows always ends)');

/** Makes a run survive a hangup, and returns the message for its log. Returns nothing for a run that is to end. */
export function surviveHangup({ hangup }: CommandIo, onHangup: 'continue' | 'end', platform = process.platform): { readonly notes?: Observable<string> } {
  // Windows ends every process of a closed console a few seconds later. Until then, a run can save a checkpoint.
  if (onHangup === 'end' || hangup === undefined || platform === 'win32') return {};
  hangup.ignore();
  return { notes: fromEvent(hangup.signal, 'abort').pipe(map(() => 'The terminal closed. The run continues without it; `whisker watch` shows it.')) };
}
