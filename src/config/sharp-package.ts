import { createRequire } from 'node:module';
import type Sharp from 'sharp';

const require = createRequire(import.meta.url);

/**
 * Loads the package `sharp` when it is first needed, as CommonJS. Its ES modules take three times as long: they load CommonJS packages,
 * whose exports Node 20 and 22 look for in the sources. A decode thread starts with two thirds of the processor time.
 */
export const loadSharp = (): typeof Sharp => require('sharp') as typeof Sharp;
