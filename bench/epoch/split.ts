import { z } from 'zod';

/** What all contestants are told of the pictures: paths are absolute. */
export const splitFile = z.object({
  root: z.string(), classes: z.array(z.string()), fingerprint: z.string(),
  labelled: z.array(z.string()),
  /** One for each of `labelled`. */
  labels: z.array(z.number()),
  unlabelled: z.array(z.string()),
  /** For a run, which must have something to be judged by. */
  judged: z.string(),
});
export type SplitFile = z.infer<typeof splitFile>;
