import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pathsIn } from '../../src/training/run/folder.js';
import { refuseTaken } from '../../src/training/run/run-folder.js';
import { distantLockText, lockText } from '../disk/lock-text.js';
import { temporaryFolder } from './pictures.js';

it('a folder may be used again that a killed process left before it had written run.yaml, and no other', async () => {
  const folder = await temporaryFolder();
  const taken = () => refuseTaken(pathsIn(folder));
  const write = (name: string, text = 'cut') => writeFile(join(folder, name), text);
  for (const name of ['split.json', 'sizes.jsonl', 'sizes.jsonl.77.tmp', 'run.yaml.77.tmp']) await write(name);
  await expect(taken()).rejects.toThrow('exists and is not empty');
  await write('lock', lockText());
  await taken();
  await write('lock', distantLockText());
  await expect(taken()).rejects.toThrow('is in use');
  await rm(join(folder, 'lock'));
  await write('lock.0b1c-2d', lockText());
  await taken();
  for (const name of ['thesis.tex', 'run.yaml', 'thesis.tex.77.tmp']) {
    await write(name);
    await expect(taken()).rejects.toThrow('exists and is not empty');
    await rm(join(folder, name));
  }
});
