import type { z } from 'zod';

/** Returns a field that a strict object does not have; undefined where something else is wrong. A misspelt field is also missing, and it is the unknown one that shows why. */
export function unknownFieldIn({ issues }: z.ZodError): { readonly name: string; readonly path: readonly PropertyKey[] } | undefined {
  for (const issue of issues) if (issue.code === 'unrecognized_keys' && issue.keys[0] !== undefined) return { name: issue.keys[0], path: issue.path };
  return undefined;
}
