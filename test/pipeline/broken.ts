/** Items that fail. */
export const broken: Iterable<number> = {
  [Symbol.iterator]: () => ({
    next: () => {
      throw new Error('broken');
    },
  }),
};
