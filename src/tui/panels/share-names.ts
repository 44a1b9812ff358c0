/** The name on the screen of a share that a recipe measures. */
export const nameOfShare = (name: string): string => (name === 'training-accuracy' ? 'training' : name);
