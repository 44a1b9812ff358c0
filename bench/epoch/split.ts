import { z } from 'zod';

/** The pictures of all contestants, with absolute paths. */
export const splitFile = z.object({
  root: z.string(), classes: z.array(z.string()), fingerprint: z.string(),
  labelled: z.array(z.string()),
  /** One for each of `labelled`. */
  labels: z.array(z.number()),
  unlabelled: z.array(z.string()),
  /** A picture for the evaluation of a run. */
  evaluated: z.string(),
});
export type SplitFile = z.infer<typeof splitFile>;
