import { readFileSync } from 'node:fs';

// Read while the program loads: later, the process may be another user's, who cannot read it, or the package may have been replaced.
const content: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const { name, version: number }: { readonly name?: unknown; readonly version?: unknown } = typeof content === 'object' && content !== null ? content : {};

/** The name of the npm package. */
export const packageName = String(name ?? 'whisker');

/** The version of whisker. */
export const version = String(number ?? 'unknown');
