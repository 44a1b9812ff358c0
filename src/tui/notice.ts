import { inOneSentence, type StatusNotice } from '../events/index.js';
import { cut, plain, widthOf } from './text/cells.js';
import { wrapped } from './text/wrap.js';

export const noNotice: StatusNotice = { text: '', command: '' };

/**
 * Returns a notice in rows of at most `width` cells: one where that is enough. Otherwise the sentence is cut and the command
 * gets rows of its own, as many as it needs: it is never cut.
 */
export function noticeRows(notice: StatusNotice, width: number): readonly string[] {
  const whole = plain(inOneSentence(notice));
  if (whole === '') return [];
  if (notice.command === '' || widthOf(whole) <= width) return [cut(whole, width)];
  return [cut(plain(notice.text), width), ...wrapped(plain(notice.command), width)];
}
