import { readFileSync } from 'node:fs';

/**
 * The version of whisker. Read while the program loads: later, the process may be another user's, who cannot read it, or the
 * package may have been replaced.
 */
export const version = versionIn(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

function versionIn(text: string): string {
  const content: unknown = JSON.parse(text);
  return typeof content === 'object' && content !== null && 'version' in content ? String(content.version) : 'unknown';
}
