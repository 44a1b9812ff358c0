/**
 * What decodes and resizes, as caches on disk note it: pixels that something else made are made anew. Raise the first number
 * when the pixels change for a reason of our own; a test holds the version of sharp to the one that is installed.
 */
export const MADE_BY = 'pixels 2, sharp 0.35';
