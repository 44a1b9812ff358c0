import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const page = readFileSync(new URL('../../docs/testing.md', import.meta.url), 'utf8');

it('docs/testing.md names every function of whisker-ml/testing', async () => {
  const door = await import('../../src/api/testing.js');
  for (const name of Object.keys(door).filter((one) => !['Recording', 'StreamDiffers', 'WhiskerError', 'WorkFailed', 'WrongCommand'].includes(one))) expect(page, name).toContain(name);
});
