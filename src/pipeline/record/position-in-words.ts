import type { Position } from '../types.js';

/** Returns `batch 3 of epoch 0`. */
export const positionInWords = ({ epoch, batch }: Position): string => `batch ${batch} of epoch ${epoch}`;
