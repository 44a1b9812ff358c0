import { expect, it, vi } from 'vitest';
import { makeFolders } from '../../src/disk/index.js';

const failing = (code: string) => Object.assign(new Error(code), { code });

// As Node does it on a read-only disk.
vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof import('node:fs/promises')>()),
  mkdir: (_: string, options?: { readonly recursive: boolean }) => Promise.reject(failing(options?.recursive ? 'ENOENT' : 'EROFS')),
}));

it('fails with the true reason on a read-only disk', async () => {
  await expect(makeFolders('/tmp/no/such/folder')).rejects.toThrow('EROFS');
});
