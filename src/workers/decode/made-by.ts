/**
 * Names what decodes and resizes, for caches on disk: pixels that something else made are decoded again. Raise the first number
 * when the pixels change because of this project. A test compares the version of sharp with the installed one.
 */
export const MADE_BY = 'pixels 2, sharp 0.35';
