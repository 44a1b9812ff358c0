import { errors } from './errors.js';
import { classOfName } from './file-class.js';

/** Words for parts of a split, as datasets are often published. */
const PART = /^(?:train(?:ing)?|test(?:ing)?|val(?:id(?:ation)?)?|eval(?:uation)?|pred(?:iction)?s?|dev|holdout)(?:set|data)?$/;

/** A part, or a class of vehicles. */
const TRAIN = 'train';

/** Words that name no class. */
const GENERIC = /^(?:set|split|data|dataset|images?|imgs?|pictures?|pics?|photos?|samples?)$/;

/**
 * Asks back where the folders of classes may be something else.
 * @param folders folders that would be the classes
 * @param paths paths of the pictures, relative to `root`
 * @throws WrongCommand if folders are named like parts of a split, or if all have the same folders inside
 */
export function refuseParts(root: string, folders: readonly string[], paths: readonly string[]): void {
  const inside = new Map(folders.map((folder) => [folder, paths.flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []))]));
  const examples = (names: readonly string[]) => [...new Set([...names.flatMap((name) => (inside.get(name) ?? []).slice(0, 1).map((path) => `${name}/${path}`)), ...paths])].slice(0, 3);
  const parts = partsAmong(folders);
  const isClass = (folder: string): boolean => folder.toLowerCase() === TRAIN && parts.length === 1 && folders.length > 1 && !holdsClasses(inside.get(folder) ?? [], folders);
  if (parts.length > 0 && !parts.every(isClass)) throw errors.foldersAreParts(root, parts, folders.filter((folder) => !parts.includes(folder)), examples(parts));
  const common = foldersInAll([...inside.values()]);
  if (folders.length > 1 && common.length > 1) throw errors.sameFoldersInside(root, folders, common, examples(folders));
}

/** Returns the folders that are named like parts: `training_set`, `test1`; also `seg_train` and `seg_test`, without the words that all share. */
function partsAmong(folders: readonly string[]): string[] {
  const words = folders.map((folder): readonly string[] => folder.toLowerCase().match(/\p{L}+/gu) ?? []);
  const isShared = (word: string): boolean => folders.length > 1 && words.every((others) => others.includes(word));
  return folders.filter((_, i) => {
    const [word, ...others] = (words[i] ?? []).filter((word) => !GENERIC.test(word) && !isShared(word));
    return word !== undefined && others.length === 0 && PART.test(word);
  });
}

/** Returns whether the folders or the names of files in a folder are those of the classes beside it. */
const holdsClasses = (paths: readonly string[], classes: readonly string[]): boolean =>
  paths.some((path) => classes.includes((path.includes('/') ? path.split('/', 1)[0] : classOfName(path)) ?? ''));

/** Returns the names of folders that are in every list of paths. Numbers and dates name no class. */
function foldersInAll(lists: readonly (readonly string[])[]): string[] {
  const sets = lists.map((paths) => new Set(paths.filter((path) => path.includes('/')).map((path) => path.split('/', 1)[0] ?? '')));
  return [...(sets[0] ?? [])].filter((name) => /\p{L}/u.test(name) && sets.every((names) => names.has(name)));
}
