import { extname } from 'node:path/posix';
import { formatCount, pluralize } from '../config/index.js';
import { listed } from './errors.js';
import { pictureExtensions, type Walked } from './walk.js';

/** Kinds of files that are named; the others are counted together. */
const KINDS = 5;

/** Returns sentences about what is in a folder and not in its dataset: files, links, and folders whose classes have no picture. */
export function describeLeftOut({ leftOut, folders, pictures }: Walked, classes: readonly string[]): string[] {
  const { others, links, own, unnameable } = leftOut;
  const filled = new Set(pictures.map(topFolderOf));
  const ownOrLinked = new Set([...own, ...links].map(topFolderOf));
  // Folders name the classes only where one of them does.
  const empty = classes.some((name) => folders.includes(name)) ? folders.filter((name) => !filled.has(name) && !ownOrLinked.has(name)) : [];
  return [
    ...(empty.length === 0 ? [] : [`${pluralize(empty.length, 'folder has', 'folders have')} no picture and name${empty.length === 1 ? 's' : ''} no class: ${listed(empty)}.`]),
    ...describeOthers(others),
    ...(links.length === 0 ? [] : [`${pluralize(links.length, 'link was', 'links were')} left out, because each picture counts once and what they lead to is listed under another name: ${listed(links)}.`]),
    ...(own.length === 0 ? [] : [`${pluralize(own.length, 'folder', 'folders')} that whisker wrote ${own.length === 1 ? 'was' : 'were'} left out: ${listed(own)}.`]),
    ...(unnameable.length === 0 ? [] : [`${pluralize(unnameable.length, 'file or folder was', 'files or folders were')} left out, because the name is not UTF-8: ${listed(unnameable)}. Rename it.`]),
  ];
}

const topFolderOf = (path: string): string => path.split('/', 1)[0] ?? '';

function describeOthers(others: readonly string[]): string[] {
  const [first] = others;
  if (first === undefined) return [];
  const counts = new Map<string, number>();
  for (const path of others) counts.set(kindOf(path), (counts.get(kindOf(path)) ?? 0) + 1);
  const kinds = [...counts].sort(([, left], [, right]) => right - left);
  const rest = kinds.slice(KINDS).reduce((sum, [, count]) => sum + count, 0);
  const named = kinds.slice(0, KINDS).map(([kind, count]) => `${formatCount(count)} ${kind}`);
  return [
    `${pluralize(others.length, 'file was', 'files were')} left out, because a picture's name ends in ${pictureExtensions.join(', ')}: ` +
      `${[...named, ...(rest > 0 ? [`${formatCount(rest)} others`] : [])].join(', ')} (${listed(others)}).`,
  ];
}

/** Returns the ending of a file's name in lower case, if it looks like one. */
const kindOf = (path: string): string => (/^\.[\da-z]{1,8}$/i.test(extname(path)) ? extname(path).toLowerCase() : 'without an ending');
