import { errors } from './errors.js';
import { classOfName } from './file-class.js';
import { nfc } from './names.js';
import { refuseParts } from './parts.js';

/** The folder of samples without a class. */
const UNLABELLED = /^unlabell?ed$/i;

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
  if (folders.length > 1 || hasLoosePictures) refuseParts(root, classFolders, paths);
  if (hasLoosePictures) {
    const classNames = new Set<string>(classFolders.map(nfc));
    const odd = paths.find((_, i) => topFolders[i] === null && !classNames.has(nfc(classes[i] ?? '')));
    if (odd !== undefined) throw errors.mixed(root, [odd, ...paths.filter((_, i) => topFolders[i] !== null)].slice(0, 3));
    return classes;
  }
  const [first] = classFolders;
  if (folders.length === 1 && first !== undefined) throw errors.singleFolder(root, first, paths.slice(0, 3));
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
