import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const page = readFileSync(new URL('../../docs/testing.md', import.meta.url), 'utf8');

it('docs/testing.md names every function of whisker-ml/testing', async () => {
  const door = await import('../../src/api/testing.js');
  // docs/errors.md names the classes of errors.
  const isClass = (exported: unknown) => typeof exported === 'function' && String(exported).startsWith('class');
  for (const [name, exported] of Object.entries(door)) if (!isClass(exported)) expect(page, name).toContain(name);
});
