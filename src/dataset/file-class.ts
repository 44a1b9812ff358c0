/** Words that cameras and programs put first in every file name. They are not classes. */
const NO_CLASS = /^(?:img|image|dsc[fn]?|pxl|photo|pict?(?:ure)?|screenshot|file|frame)$/i;

/** The word before the first `_`, `.`, `-` or space that is followed by digits, also as in `cat (1).jpg`, which Windows writes. */
const WORD = /^(.*?)[_.\- ]+\(?\d/su;

/** Returns the class in a file's name, as in `cat_1.jpg`, `dog.7.jpg` or `german shepherd-12.png`; null if there is none. */
export function classOfName(name: string): string | null {
  const word = WORD.exec(name)?.[1] ?? '';
  return /\p{L}/u.test(word) && !NO_CLASS.test(word) ? word : null;
}
