import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeAtomically } from '../../src/disk/index.js';
import { openEventLog } from '../../src/events/index.js';
import { emptyFolder } from '../dataset/folder.js';

it("needs no sync of file handles, which Yarn's Plug'n'Play does not have", async () => {
  const folder = await emptyFolder();
  const file = await open(join(folder, 'any'), 'w');
  await file.close();
  const handles: { sync(): Promise<void> } = Object.getPrototypeOf(file);
  const { sync } = handles;
  onTestFinished(() => void (handles.sync = sync));
  handles.sync = () => {
    throw new Error('Method not implemented.');
  };
  await writeAtomically(join(folder, 'text'), 'whole');
  expect(await readFile(join(folder, 'text'), 'utf8')).toBe('whole');
  const failures: unknown[] = [];
  const log = await openEventLog(join(folder, 'events.jsonl'), { onError: (error) => failures.push(error) });
  await log.close();
  expect(failures).toEqual([]);
});
