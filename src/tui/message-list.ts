import { formatTimeOfDay } from '../config/index.js';
import type { Message } from './model/index.js';
import { plain } from './text/cells.js';
import { wrapped } from './text/wrap.js';

/** The messages that are shown: `results` are all but details. */
export const messageFilters = ['results', 'warnings', 'all'] as const;
export type MessageFilter = (typeof messageFilters)[number];

/** What a person looks at in the enlarged messages. */
export interface MessageView {
  readonly filter: MessageFilter;
  /** The row at the bottom: a message and which of its rows. Null: the newest. */
  readonly end: { readonly message: Message; readonly row: number } | null;
  /** The text that is searched for; empty without a search. */
  readonly search: string;
  /** Whether the person types that text now. */
  readonly typing: boolean;
  /** The match that the person is at. */
  readonly match: Message | null;
}

export const firstMessageView: MessageView = { filter: 'results', end: null, search: '', typing: false, match: null };

/** A row of the panel: a message, or a part of one that is wrapped. */
export interface MessageRow {
  readonly message: Message;
  /** Number of the row in its message, from 0. */
  readonly row: number;
  readonly text: string;
}

/** The rows of the enlarged panel, and how many of them it shows. */
export interface MessageList {
  readonly view: MessageView;
  readonly rows: readonly MessageRow[];
  readonly height: number;
}

/** Cells before the text of a message: a mark, the time and blanks. */
export const TEXT_AT = 2 + '00:00:00 '.length;

/** Returns a message as text, with its level where that matters. */
export const textOf = ({ level, text }: Message): string => (level === 'warning' || level === 'error' ? `${level} ` : '') + plain(text);

export const timeOf = ({ time }: Message): string => formatTimeOfDay(time);

export const shownBy = (filter: MessageFilter, { level }: Message): boolean =>
  filter === 'all' || level === 'warning' || level === 'error' || (filter === 'results' && level === 'info');

/** Returns the messages in rows of `width` cells, oldest first. @param most rows after which older messages are left out */
export function rowsOf(messages: readonly Message[], filter: MessageFilter, width: number, most = Infinity): readonly MessageRow[] {
  const ofMessages: MessageRow[][] = [];
  let count = 0;
  for (let at = messages.length - 1; at >= 0 && count < most; at -= 1) {
    const message = messages[at];
    if (message === undefined || !shownBy(filter, message)) continue;
    const rows = wrapped(textOf(message), Math.max(1, width - TEXT_AT - 1)).map((text, row) => ({ message, row, text }));
    ofMessages.push(rows);
    count += rows.length;
  }
  return ofMessages.reverse().flat();
}

/** Returns the index after the row at the bottom. */
function endOf({ view: { end }, rows, height }: MessageList): number {
  const at = end === null ? -1 : rows.findIndex(({ message, row }) => message === end.message && row === end.row);
  return at === -1 ? rows.length : Math.min(rows.length, Math.max(height, at + 1));
}

/** Returns the rows that the panel shows, and how many there are above and below them. */
export function shownRows(list: MessageList): { readonly rows: readonly MessageRow[]; readonly above: number; readonly below: number } {
  const end = endOf(list);
  const first = Math.max(0, end - list.height);
  return { rows: list.rows.slice(first, end), above: first, below: list.rows.length - end };
}

/** Returns the view after a move by so many rows; positive ones are newer. It stays at the newest once it is there. */
export function scrolled(list: MessageList, by: number): MessageView {
  const { view, rows, height } = list;
  const end = Math.max(Math.min(height, rows.length), endOf(list) + by);
  const last = rows[end - 1];
  return { ...view, end: end >= rows.length || last === undefined ? null : { message: last.message, row: last.row } };
}

/** Returns the messages that have the text that is searched for, whatever its case; none without a search. */
export function matchesOf({ rows, view: { search } }: Pick<MessageList, 'rows' | 'view'>): readonly Message[] {
  if (search === '') return [];
  const text = search.toLowerCase();
  return rows.filter(({ message, row }) => row === 0 && textOf(message).toLowerCase().includes(text)).map(({ message }) => message);
}

/** Returns the view at the newest match of another text. */
export function searched(list: MessageList, search: string): MessageView {
  const view = { ...list.view, search };
  return atMatch({ ...list, view }, matchesOf({ ...list, view }).at(-1) ?? null);
}

/** Returns the view at the next match; after the last one comes the first again. @param by 1 is the next older one, -1 the next newer one */
export function nextMatch(list: MessageList, by: 1 | -1): MessageView {
  const matches = matchesOf(list);
  const at = list.view.match === null ? -1 : matches.indexOf(list.view.match);
  return atMatch(list, matches.at(at === -1 ? -1 : (at - by + matches.length) % matches.length) ?? null);
}

/** Scrolls as little as possible. */
function atMatch(list: MessageList, match: Message | null): MessageView {
  const view = { ...list.view, match };
  if (match === null) return view;
  const { above, below } = shownRows(list);
  const first = list.rows.findIndex(({ message }) => message === match);
  const last = list.rows.findLastIndex(({ message }) => message === match);
  if (first < above) return scrolled({ ...list, view }, first - above);
  const end = list.rows.length - below;
  return last >= end ? scrolled({ ...list, view }, last + 1 - end) : view;
}
