import { matchesOf, messageFilters, nextMatch, scrolled, searched, shownRows, type MessageList, type MessageView } from '../message-list.js';

/** The messages, with their rows where they are enlarged. */
export interface KeyMessages extends MessageList {
  readonly enlarged: boolean;
}

/** The next view of the messages, the reason why the key does nothing, or null for a key that means nothing here. */
type Next = MessageView | string | null;

/** How far a key scrolls, in rows and in parts of the panel; positive ones are newer. */
const SCROLLS: Readonly<Record<string, { readonly rows: number; readonly pages: number }>> = {
  up: { rows: -1, pages: 0 }, down: { rows: 1, pages: 0 },
  pageup: { rows: 1, pages: -1 }, pagedown: { rows: -1, pages: 1 },
  home: { rows: -Infinity, pages: 0 }, end: { rows: Infinity, pages: 0 },
};

/** Scrolls the enlarged messages; null elsewhere. */
export function scrollMessages(key: string, messages: KeyMessages): Next {
  const { rows, pages } = SCROLLS[key] ?? { rows: 0, pages: 0 };
  return messages.enlarged ? scrollBy(messages, rows + pages * messages.height) : null;
}

function scrollBy(messages: KeyMessages, by: number): Next {
  const { above, below } = shownRows(messages);
  if (by < 0 && above === 0) return 'these are the oldest messages';
  if (by > 0 && below === 0) return 'these are the newest messages';
  return scrolled(messages, by);
}

/** @param by 1 goes to the next older match, -1 to the next newer one */
export function goToMatch(by: 1 | -1, messages: KeyMessages): Next {
  const { enlarged, view: { search, match } } = messages;
  if (!enlarged || search === '') return '/ searches the messages';
  const matches = matchesOf(messages);
  if (matches.length === 0) return `no message has "${search}"`;
  return matches.length === 1 && matches[0] === match ? 'there is no other match' : nextMatch(messages, by);
}

export function nextFilter({ view }: KeyMessages): MessageView {
  const filter = messageFilters[(messageFilters.indexOf(view.filter) + 1) % messageFilters.length] ?? 'results';
  return { ...view, filter, end: null, match: null };
}

export const beginSearch = ({ view }: KeyMessages): MessageView => ({ ...view, search: '', match: null, typing: true });

/** Returns what a key does while a person types what to search for. */
export function typeSearch(key: string, messages: KeyMessages): Next {
  const { view } = messages;
  switch (key) {
    case 'escape':
      return { ...view, search: '', match: null, typing: false };
    case 'return':
      return { ...view, typing: false };
    case 'backspace':
      return view.search === '' ? { ...view, typing: false } : searched(messages, [...view.search].slice(0, -1).join(''));
    default:
      return [...key].length === 1 ? searched(messages, view.search + key) : null;
  }
}
