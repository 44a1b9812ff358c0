import { z } from 'zod';

const losses = z.record(z.string(), z.number());
/** A stage of the pipeline over a stretch of time: what went through it, and its milliseconds at work and waiting. */
const stage = z.object({ perSecond: z.number(), workMs: z.number(), inputMs: z.number(), outputMs: z.number() });
const score = z.object({ accuracy: z.number(), loss: z.number(), count: z.number() });

/** What each type of event carries besides `v`, `seq` and `time`. Documented in docs/events.md, a type at a time. */
const bodies = [
  z.object({
    type: z.literal('run-start'),
    run: z.string(),
    recipe: z.string(),
    model: z.string(),
    size: z.number(),
    classes: z.array(z.string()),
    counts: z.object({ labelled: z.number(), unlabelled: z.number(), val: z.number(), test: z.number() }),
    epochs: z.number(),
    stepsPerEpoch: z.number(),
    parameters: z.object({ classifier: z.number(), generator: z.number() }),
    seed: z.number(),
    engine: z.string(),
    /** The step that this part of the run starts from: 0, or more when it was resumed. */
    resumedAt: z.number(),
  }),
  z.object({
    type: z.literal('step'),
    epoch: z.number(),
    step: z.number(),
    losses,
    /** Pictures that went through the step, of all sources. */
    images: z.number(),
    /** Milliseconds of the step, and the part of them spent waiting for batches. */
    ms: z.number(),
    waitMs: z.number(),
    /** Bytes of the process's resident memory: present about once a second. */
    memory: z.number().optional(),
  }),
  z.object({
    type: z.literal('epoch'),
    epoch: z.number(),
    epochs: z.number(),
    step: z.number(),
    /** Means over the epoch's steps. */
    losses,
    val: score,
    /** Whether this epoch's weights are the best so far. */
    best: z.boolean(),
    seconds: z.number(),
    imagesPerSecond: z.number(),
    /** Path of the grid of generated pictures, relative to the run; absent where the recipe generates none. */
    grid: z.string().optional(),
  }),
  z.object({
    type: z.literal('pipeline'),
    decoded: z.number(),
    fromCache: z.number(),
    quarantined: z.number(),
    buffersTaken: z.number(),
    prefetch: z.number(),
    concurrency: z.number(),
    workers: z.number(),
    buffersFilling: z.number(),
    decoding: z.number(),
    delivered: z.number(),
    readMs: z.number(),
    decodeMs: z.number(),
    /** Seconds since the event before. The fields below are about them. */
    seconds: z.number(),
    waitMs: z.number(),
    blockedMs: z.number(),
    stages: z.object({ read: stage, decode: stage, batch: stage, step: stage }),
    bottleneck: z.enum(['data', 'step', 'none']),
  }),
  z.object({
    type: z.literal('evaluating'),
    set: z.enum(['validation', 'test']),
    /** Pictures, unreadable ones included. */
    done: z.number(),
    total: z.number(),
    perSecond: z.number(),
    secondsLeft: z.number(),
  }),
  z.object({ type: z.literal('quarantine'), path: z.string(), reason: z.string() }),
  z.object({ type: z.literal('checkpoint'), which: z.enum(['best', 'last']), epoch: z.number(), step: z.number() }),
  z.object({ type: z.literal('pause'), paused: z.boolean() }),
  z.object({ type: z.literal('log'), level: z.enum(['info', 'warning', 'error']), message: z.string() }),
  z.object({
    type: z.literal('run-end'),
    outcome: z.enum(['done', 'interrupted', 'failed']),
    message: z.string(),
    seconds: z.number(),
    best: z.object({ epoch: z.number(), val: score }).optional(),
    test: score.optional(),
  }),
] as const;

/** What happened, as the code that saw it says it. */
export const eventBody = z.discriminatedUnion('type', bodies);
export type EventBody = z.infer<typeof eventBody>;

/** Version of the schema; a reader skips types that it does not know. */
export const SCHEMA_VERSION = 1;

/** One line of `events.jsonl`: an event with its version, its place in the run's sequence and its time (ms since 1970). */
export type RunEvent = { readonly v: number; readonly seq: number; readonly time: number } & EventBody;

export type EventOf<Type extends EventBody['type']> = Extract<RunEvent, { type: Type }>;
export type Score = z.infer<typeof score>;
