import { useInput } from 'ink';
import { useCallback } from 'react';
import { namesOf } from './key-names.js';

/** Calls `onKey` with the name of each key that is pressed. */
export function useKeys(onKey: (name: string) => void): void {
  useInput(useCallback((input, key) => namesOf(input, key).forEach(onKey), [onKey]));
}
