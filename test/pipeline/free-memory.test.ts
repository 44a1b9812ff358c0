import { freemem } from 'node:os';
import { expect, it } from 'vitest';
import { freeMemory } from '../../src/pipeline/index.js';

// As macOS 14 prints it, with more memory than this machine can have.
const VM_STAT = `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                            5000000000.
Pages active:                               412345.
Pages inactive:                        4000000000.
Pages speculative:                     1000000000.
Pages throttled:                                 0.
Pages wired down:                           151234.
Pages purgeable:                              1234.
"Translation faults":                   2312345678.
`;

it('on macOS counts what the system gives back when asked', () => {
  expect(freeMemory('darwin', () => VM_STAT)).toBe(16_384 * 10_000_000_000);
});

it('is what Node counts elsewhere, and where vm_stat is missing', () => {
  const read = (): never => expect.unreachable();
  for (const free of [freeMemory('linux', read), freeMemory('win32', read), freeMemory('darwin', () => '')]) expect(Math.abs(free - freemem())).toBeLessThan(2e9);
});
