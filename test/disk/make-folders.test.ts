import { expect, it } from 'vitest';
import { makeFolders } from '../../src/disk/index.js';

it('fails with the true reason where Node says only that there is no such folder, as on a read-only disk', async () => {
  const made: string[] = [];
  const mkdir = (path: string, options?: { readonly recursive: boolean }) => {
    made.push(path);
    return Promise.reject(Object.assign(new Error(options?.recursive ? 'no such folder' : 'read-only'), { code: options?.recursive ? 'ENOENT' : 'EROFS' }));
  };
  await expect(makeFolders('/dev/no/such', mkdir)).rejects.toThrow('read-only');
  expect(made).toEqual(['/dev/no/such', '/dev/no']);
});
