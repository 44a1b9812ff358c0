import type * as piscinaModule from 'piscina';
import type { Piscina } from 'piscina';

/** Every piscina that a pool has started: through it threads can be ended from outside. */
export const piscinas: Piscina[] = [];

/** For `vi.mock('piscina', …)`: the module, whose piscinas are noted as they start. */
export function noting(original: typeof piscinaModule): typeof piscinaModule {
  class Noted extends original.Piscina {
    constructor(options: ConstructorParameters<typeof Piscina>[0]) {
      super(options);
      piscinas.push(this);
    }
  }
  return { ...original, Piscina: Noted };
}
