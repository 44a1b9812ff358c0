import { formatBytes, reasonOf } from '../config/index.js';

/** What `onNotice` reports about the cache on disk. */
export const messages = {
  cacheNeeds: (bytes: number, folder: string, free: number) => `The cache of decoded pictures needs ${formatBytes(bytes)} in ${folder}; ${formatBytes(free)} are free`,
  cacheReplaced: (path: string, fault: string) => `The cache of decoded pictures ${path} ${fault}; a new one replaces it`,
  cacheDiskFull: (path: string) => `The disk is full: the cache of decoded pictures ${path} takes no more. Pictures that are not in it are decoded every time`,
  cacheNotWritable: (path: string) => `The cache of decoded pictures ${path} cannot be written any more. Pictures that are not in it are decoded every time`,
  cacheLost: (path: string, thrown: unknown) => `The cache of decoded pictures ${path} cannot be opened any more (${reasonOf(thrown)}). Pictures are decoded every time`,
};
