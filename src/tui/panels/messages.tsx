import { memo, type ReactNode } from 'react';
import { formatCount } from '../../config/index.js';
import { matchesOf, rowsOf, shownRows, TEXT_AT, textOf, timeOf, type MessageRow, type MessageView } from '../message-list.js';
import type { Message } from '../model/index.js';
import { cut } from '../text/cells.js';
import { bold, coloured, dim, joined, span } from '../text/line.js';
import type { Line } from '../text/span.js';
import { TextPanel, type PanelProps } from './panel.js';

export interface MessagesProps extends PanelProps {
  readonly messages: readonly Message[];
  readonly quarantined: number;
  readonly view: MessageView;
  /** Whether the panel has the whole body, so that it scrolls. */
  readonly enlarged: boolean;
}

/** The messages, the newest at the bottom. A small panel has the newest ones. */
export const MessagesPanel = memo(function MessagesPanel(props: MessagesProps): ReactNode {
  const { width, height, theme, messages, quarantined, view, enlarged } = props;
  const room = height - 1;
  const list = { view: enlarged ? view : { ...view, end: null }, rows: rowsOf(messages, view.filter, width, enlarged ? Infinity : room), height: room };
  const { rows, above, below } = shownRows(list);
  const lines = rows.length === 0 ? [[dim(`  ${messages.length === 0 ? 'no message yet' : `no ${view.filter === 'all' ? 'message' : view.filter.replace(/s$/, '')} yet`}`)]] : rows.map((row, index) => lineOf(row, index === 0, props));
  const matches = enlarged ? matchesOf(list) : [];
  const at = view.match === null ? 0 : matches.length - matches.indexOf(view.match);
  const note = joined([
    view.search === '' || !enlarged ? [] : [coloured(matches.length === 0 ? `no match of "${view.search}"` : `${at} of ${formatCount(matches.length)} "${view.search}"`, 'yellow')],
    below === 0 ? [] : [dim(`${formatCount(above)} above, ${formatCount(below)} below`)],
    view.filter === 'results' ? [] : [dim(view.filter === 'all' ? 'all messages' : 'warnings only')],
    quarantined === 0 ? [] : [coloured(`${formatCount(quarantined)} quarantined`, 'orange')],
  ], ' · ', width - 18);
  return <TextPanel name="messages" note={note} width={width} height={height} theme={theme} lines={lines} />;
});

/** A message that begins above the panel gets its beginning, and is cut. */
function lineOf({ message, row, text }: MessageRow, isFirst: boolean, { width, enlarged, view }: MessagesProps): Line {
  const mark = enlarged && message === view.match && row === 0 ? bold('▸ ', 'yellow') : dim('  ');
  if (row > 0 && !(isFirst && !enlarged)) return [dim(' '.repeat(TEXT_AT)), ...inStyle(message, text, false, enlarged ? view.search : '')];
  const whole = row > 0 ? cut(textOf(message), width - TEXT_AT - 1) : text;
  return [mark, dim(`${timeOf(message)} `), ...inStyle(message, whole, true, enlarged ? view.search : '')];
}

function inStyle({ level, good }: Message, text: string, withLevel: boolean, search: string): Line {
  if (withLevel && level === 'warning') return [coloured('warning', 'orange'), ...found(text.slice(7), search)];
  if (withLevel && level === 'error') return [bold('error', 'vermillion'), ...found(text.slice(5), search)];
  if (search !== '') return found(text, search);
  return [good === true ? coloured(text, 'green') : level === 'detail' ? dim(text) : span(text)];
}

/** Returns a text with what is searched for in bold. */
function found(text: string, search: string): Line {
  if (search === '') return [span(text)];
  const spans = [];
  const lower = text.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(search.toLowerCase()); at !== -1; at = lower.indexOf(search.toLowerCase(), from)) {
    spans.push(span(text.slice(from, at)), bold(text.slice(at, at + search.length), 'yellow'));
    from = at + search.length;
  }
  return [...spans, span(text.slice(from))].filter((one) => one.text !== '');
}
