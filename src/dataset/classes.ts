import { datasetErrors } from './errors.js';

/** The folder beside class folders that holds samples without a class. */
const UNLABELLED = /^unlabell?ed$/i;

/** Folders that are parts of somebody's split, or of a data set as it was published, and no classes. */
const PART = /^(?:train(?:ing)?|test(?:ing)?|val(?:id(?:ation)?)?|eval(?:uation)?)[\d_-]*$/i;

/** Words that cameras and programs begin every file name with: they tell no class. */
const NO_CLASS = /^(?:img|image|dsc[fn]?|pxl|photo|pict?(?:ure)?|screenshot|file|frame)$/i;

/** The word before the first `_`, `.`, `-` or space that digits follow (as Windows numbers them, `cat (1).jpg`, too). */
const NAMED = /^(.*?)[_.\- ]+\(?\d/su;

/** The class that a file's name tells, as in `cat_1.jpg`, `dog.7.jpg` or `german shepherd-12.png`; null where it tells none. */
export function classOfName(name: string): string | null {
  const word = NAMED.exec(name)?.[1] ?? '';
  return /\p{L}/u.test(word) && !NO_CLASS.test(word) ? word : null;
}

const isNamed = (name: string | null): name is string => name !== null;

/**
 * The class of each path under `root`, or null for a sample without one: by the first folder, or, where there are no
 * folders, by the file's name.
 * @throws WrongCommand where both ways, or neither, would make sense
 */
export function classesOf(root: string, paths: readonly string[]): (string | null)[] {
  const tops = paths.map((path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : null));
  const folders = [...new Set(tops.filter(isNamed))];
  const classFolders = folders.filter((folder) => !UNLABELLED.test(folder));
  const isLoose = tops.includes(null);
  if (isLoose && classFolders.length === 0) return classesByName(root, paths);

  const classes = paths.map((path, i) => {
    const top = tops[i] ?? null;
    return top === null ? classOfName(path) : UNLABELLED.test(top) ? null : top;
  });
  if (isLoose) {
    const known = new Set<string | null>(classFolders);
    const odd = paths.find((_, i) => tops[i] === null && !known.has(classes[i] ?? null));
    if (odd !== undefined) throw datasetErrors.mixed(root, [odd, ...paths.filter((_, i) => tops[i] !== null)].slice(0, 3));
    return classes;
  }
  const [first] = classFolders;
  if (folders.length === 1 && first !== undefined) throw datasetErrors.singleFolder(root, first, paths.slice(0, 3));
  if (classFolders.length > 0 && classFolders.every((folder) => PART.test(folder))) {
    throw datasetErrors.foldersAreParts(root, classFolders, onePerFolder(paths, tops));
  }
  return classes;
}

function classesByName(root: string, paths: readonly string[]): (string | null)[] {
  const classes = paths.map((path) => (path.includes('/') ? null : classOfName(path)));
  const nameless = paths.filter((path, i) => !path.includes('/') && classes[i] === null);
  const loose = paths.filter((path) => !path.includes('/'));
  if (nameless.length > 0) throw datasetErrors.namesWithoutClass(root, nameless.length, loose.length, nameless.slice(0, 3));
  const different = new Set(classes.filter(isNamed)).size;
  // Numbered holiday pictures: `beach 1.jpg`, `hotel 2.jpg`, `lunch 3.jpg`. Two pictures of two classes may be somebody's first try.
  if (different > 2 && different * 2 > loose.length) throw datasetErrors.tooManyClassesByName(root, different, loose.length, loose.slice(0, 3));
  return classes;
}

/** A path of each of the first three folders, filled up from the rest. */
function onePerFolder(paths: readonly string[], tops: readonly (string | null)[]): string[] {
  const firsts = new Map(paths.map((path, i) => [tops[i] ?? null, path] as const).reverse());
  return [...new Set([...[...firsts.values()].reverse(), ...paths])].slice(0, 3);
}
