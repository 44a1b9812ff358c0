import { expect, it } from 'vitest';
import { FATAL_DEATHS, fatal, blameFor } from '../../src/workers/pool/refusal.js';

it('blames a picture for the end of its process by how likely the picture caused it', () => {
  for (const reason of ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'exit code 1', 'it stopped answering']) expect(blameFor(reason), reason).toBe(1);
  for (const reason of ['SIGTERM', 'SIGINT', 'SIGHUP']) expect(blameFor(reason), reason).toBe(0);
  const kills = FATAL_DEATHS / blameFor('SIGKILL');
  expect(kills).toBe(8);
  expect(fatal('SIGSEGV').refused).toBe('decoding it ended the worker twice (SIGSEGV)');
  expect(fatal('SIGKILL').refused).toBe('decoding it ended the worker again and again (SIGKILL)');
});
