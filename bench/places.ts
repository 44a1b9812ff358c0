import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder `bench`. This file runs from `bench/.build`. */
export const benchFolder = fileURLToPath(new URL('..', import.meta.url));
/** Folder of files that can be made again: the peers' packages and the photographs, about 8 GB. */
export const cacheFolder = process.env['WHISKER_CACHE'] ? join(process.env['WHISKER_CACHE'], 'bench') : join(benchFolder, '.cache');
export const resultsFolder = join(benchFolder, 'results');
