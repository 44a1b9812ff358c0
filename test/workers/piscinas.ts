import type * as piscinaModule from 'piscina';
import type { Piscina } from 'piscina';

/** Every Piscina that was created. Tests end its threads from outside. */
export const piscinas: Piscina[] = [];

/** Returns the module with a Piscina that notes its instances, for `vi.mock('piscina', …)`. */
export function noting(original: typeof piscinaModule): typeof piscinaModule {
  class Noted extends original.Piscina {
    constructor(options: ConstructorParameters<typeof Piscina>[0]) {
      super(options);
      piscinas.push(this);
    }
  }
  return { ...original, Piscina: Noted };
}
