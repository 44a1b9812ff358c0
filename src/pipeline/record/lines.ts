import { z } from 'zod';

/** Version of the format. Other versions are refused. */
export const FIXTURE_VERSION = 1;

/** First characters of every fixture, whatever its version. */
export const FIXTURE_MARK = '{"type":"whisker-stream","v":';

/** The part of the first line that every version has. */
export const anyHead = z.object({ type: z.literal('whisker-stream'), v: z.number() });

const whole = z.int().min(0);
const ms = z.number().min(0);

export const headLine = z.strictObject({
  ...anyHead.shape,
  note: z.string(),
  stream: z.strictObject({ size: whole, batchSize: whole, batches: whole, prefetch: z.int().min(1), pixels: z.enum(['keep', 'hash']) }).nullable(),
});

/** A line after the head. An unknown field is an error: it may be a misspelt one. */
export const line = z.discriminatedUnion('type', [
  // Each path is written once, when its sample first appears: the fixture of a large data set stays small.
  z.strictObject({ type: z.literal('samples'), paths: z.record(z.string().regex(/^\d+$/), z.string()) }),
  z.strictObject({
    type: z.literal('batch'),
    epoch: whole,
    batch: whole,
    ready: ms,
    released: ms.nullable(),
    indices: z.array(whole),
    labels: z.array(z.int().min(-1)),
    hashes: z.array(z.string().regex(/^[0-9a-f]{16}$/)),
    /** Deflated, base64; absent when only the hashes were recorded. */
    pixels: z.base64().optional(),
  }),
  z.strictObject({ type: z.literal('quarantine'), at: ms, path: z.string(), reason: z.string() }),
  z.strictObject({ type: z.literal('event'), event: z.looseObject({ type: z.string(), time: z.number() }) }),
  z.strictObject({ type: z.literal('end'), outcome: z.enum(['complete', 'stopped', 'failed']), at: ms, message: z.string(), lines: whole }),
]);

export type Head = z.infer<typeof headLine>;
export type Line = z.infer<typeof line>;
export type BatchLine = Extract<Line, { type: 'batch' }>;
