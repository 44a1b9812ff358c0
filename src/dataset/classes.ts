import { errors } from './errors.js';

/** The folder of samples without a class. */
const UNLABELLED = /^unlabell?ed$/i;

/** Folders that are parts of a split, as datasets are often published, and not classes. */
const PART = /^(?:train(?:ing)?|test(?:ing)?|val(?:id(?:ation)?)?|eval(?:uation)?)[\d_-]*$/i;

/** Words that cameras and programs put first in every file name. They are not classes. */
const NO_CLASS = /^(?:img|image|dsc[fn]?|pxl|photo|pict?(?:ure)?|screenshot|file|frame)$/i;

/** The word before the first `_`, `.`, `-` or space that is followed by digits, also as in `cat (1).jpg`, which Windows writes. */
const WORD = /^(.*?)[_.\- ]+\(?\d/su;

/** Returns the class in a file's name, as in `cat_1.jpg`, `dog.7.jpg` or `german shepherd-12.png`; null if there is none. */
export function classOfName(name: string): string | null {
  const word = WORD.exec(name)?.[1] ?? '';
  return /\p{L}/u.test(word) && !NO_CLASS.test(word) ? word : null;
}

const isNamed = (name: string | null): name is string => name !== null;

/**
 * Returns the class of each path under `root`, null for samples without one. The first folder is the class; without folders
 * the file name tells it.
 * @throws WrongCommand if both ways make sense, or neither
 */
export function classesOf(root: string, paths: readonly string[]): (string | null)[] {
  const topFolders = paths.map((path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : null));
  const folders = [...new Set(topFolders.filter(isNamed))];
  const classFolders = folders.filter((folder) => !UNLABELLED.test(folder));
  const hasLoosePictures = topFolders.includes(null);
  if (hasLoosePictures && classFolders.length === 0) return classesByName(root, paths);

  const classes = paths.map((path, i) => {
    const folder = topFolders[i] ?? null;
    return folder === null ? classOfName(path) : UNLABELLED.test(folder) ? null : folder;
  });
  if (hasLoosePictures) {
    const classNames = new Set<string | null>(classFolders);
    const odd = paths.find((_, i) => topFolders[i] === null && !classNames.has(classes[i] ?? null));
    if (odd !== undefined) throw errors.mixed(root, [odd, ...paths.filter((_, i) => topFolders[i] !== null)].slice(0, 3));
    return classes;
  }
  const [first] = classFolders;
  if (folders.length === 1 && first !== undefined) throw errors.singleFolder(root, first, paths.slice(0, 3));
  if (classFolders.length > 0 && classFolders.every((folder) => PART.test(folder))) {
    throw errors.foldersAreParts(root, classFolders, onePerFolder(paths, topFolders));
  }
  return classes;
}

function classesByName(root: string, paths: readonly string[]): (string | null)[] {
  const classes = paths.map((path) => (path.includes('/') ? null : classOfName(path)));
  const nameless = paths.filter((path, i) => !path.includes('/') && classes[i] === null);
  const loose = paths.filter((path) => !path.includes('/'));
  if (nameless.length > 0) throw errors.namesWithoutClass(root, nameless.length, loose.length, nameless.slice(0, 3));
  const different = new Set(classes.filter(isNamed)).size;
  // Numbered holiday pictures are not classes: `beach 1.jpg`, `hotel 2.jpg`, `lunch 3.jpg`. But two pictures of two classes may be a first try.
  if (different > 2 && different * 2 > loose.length) throw errors.tooManyClassesByName(root, different, loose.length, loose.slice(0, 3));
  return classes;
}

/** Returns three paths, of different folders if possible. */
function onePerFolder(paths: readonly string[], topFolders: readonly (string | null)[]): string[] {
  const firsts = new Map(paths.map((path, i) => [topFolders[i] ?? null, path] as const).reverse());
  return [...new Set([...[...firsts.values()].reverse(), ...paths])].slice(0, 3);
}
