import { matchesOf, messageFilters, nextMatch, scrolled, searched, shownRows, type MessageView } from '../message-list.js';
import type { Answer, KeyBinding, KeyContext } from './bindings.js';

/** How far a key scrolls, in rows and in parts of the panel; positive ones are newer. */
const SCROLLS: Readonly<Record<string, { readonly rows: number; readonly pages: number }>> = {
  up: { rows: -1, pages: 0 }, down: { rows: 1, pages: 0 },
  pageup: { rows: 1, pages: -1 }, pagedown: { rows: -1, pages: 1 },
  home: { rows: -Infinity, pages: 0 }, end: { rows: Infinity, pages: 0 },
};

const refusal = (text: string): Answer => ({ type: 'reason', text });
const moved = (messages: MessageView): Answer => ({ type: 'messages', messages });

/** Scrolls the enlarged messages. Null elsewhere, where these keys may have another meaning. */
function scroll(key: string, { messages }: KeyContext): Answer {
  const { rows, pages } = SCROLLS[key] ?? { rows: 0, pages: 0 };
  if (!messages.enlarged) return null;
  const { above, below } = shownRows(messages);
  const by = rows + pages * messages.height;
  if (by < 0 && above === 0) return refusal('these are the oldest messages');
  if (by > 0 && below === 0) return refusal('these are the newest messages');
  return moved(scrolled(messages, by));
}

const scrollOrSay = (key: string, context: KeyContext): Answer => scroll(key, context) ?? refusal('this key scrolls the messages: 5 enlarges them');

const onMatches = (by: 1 | -1) => (_: string, { messages }: KeyContext): Answer => {
  if (!messages.enlarged || messages.view.search === '') return refusal('/ searches the messages');
  const matches = matchesOf(messages);
  if (matches.length === 0) return refusal(`no message has "${messages.view.search}"`);
  return matches.length === 1 && matches[0] === messages.view.match ? refusal('there is no other match') : moved(nextMatch(messages, by));
};

function filter(_: string, { messages: { view } }: KeyContext): Answer {
  const next = messageFilters[(messageFilters.indexOf(view.filter) + 1) % messageFilters.length] ?? 'results';
  return moved({ ...view, filter: next, end: null, match: null });
}

/** The keys of the enlarged messages. */
export const messageKeys: readonly KeyBinding[] = [
  { keys: ['up', 'down'], shown: '', does: '', modes: [], onPanels: true, answer: scroll },
  { keys: ['pageup', 'pagedown', 'home', 'end'], shown: '↑↓ pgup', does: 'scroll messages', onPanels: true, answer: scrollOrSay },
  { keys: ['w'], shown: 'w', does: 'filter messages', onPanels: true, answer: filter },
  { keys: ['/'], shown: '/ n N', does: 'search messages', onPanels: true, answer: (_, { messages: { view } }) => moved({ ...view, search: '', match: null, typing: true }) },
  { keys: ['n'], shown: '', does: '', modes: [], onPanels: true, answer: onMatches(1) },
  { keys: ['N'], shown: '', does: '', modes: [], onPanels: true, answer: onMatches(-1) },
];

/** Returns what a key does while a person types what to search for. */
export function searchAnswer(key: string, { messages }: KeyContext): Answer {
  const { view } = messages;
  switch (key) {
    case 'escape':
      return moved({ ...view, search: '', match: null, typing: false });
    case 'return':
      return moved({ ...view, typing: false });
    case 'backspace':
      return moved(view.search === '' ? { ...view, typing: false } : searched(messages, [...view.search].slice(0, -1).join('')));
    default:
      return [...key].length === 1 ? moved(searched(messages, view.search + key)) : null;
  }
}
