import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';

const require = createRequire(import.meta.url);

/** Loads the package `yaml` when it is first needed: it has seventy files, and most commands read and write no options. */
export const yaml = (): typeof Yaml => require('yaml') as typeof Yaml;
