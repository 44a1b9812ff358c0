import { z } from 'zod';

const losses = z.record(z.string(), z.number());
/** What a step measures besides its losses, 0 to 1. Absent if the recipe measures none. */
const shares = z.record(z.string(), z.number()).optional();
/** One stage of the pipeline over a period: its rate (pictures read, batches or steps a second), and its milliseconds of work, of waiting for input and of waiting for output. */
const stage = z.object({ perSecond: z.number(), workMs: z.number(), inputMs: z.number(), outputMs: z.number() });
const score = z.object({ accuracy: z.number(), loss: z.number(), count: z.number() });

/** The fields of each event type besides `v`, `seq` and `time`. docs/events.md has a section for each type. */
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
    /** The last step before this start: 0 in a new run. */
    resumedAt: z.number(),
    /** The machine of this start, with its memory in bytes. Absent in streams that tests make. */
    machine: z.object({ processor: z.string(), cores: z.number(), memory: z.number(), system: z.string(), node: z.string() }).optional(),
  }),
  z.object({
    type: z.literal('step'),
    epoch: z.number(),
    step: z.number(),
    losses,
    shares,
    /** Pictures trained on: those of all inputs of the step, each once however many views it has. Generated ones do not count. */
    trainedOn: z.number(),
    /** Milliseconds of the step, and how many of them it waited for batches. */
    ms: z.number(),
    waitMs: z.number(),
    /** Resident memory of the process in bytes, about once a second. */
    memory: z.number().optional(),
  }),
  z.object({
    type: z.literal('estimate'),
    step: z.number(),
    epochSeconds: z.number(),
    /** Seconds until the last epoch ends. */
    secondsLeft: z.number(),
    /** Whether both include the validation of each epoch. */
    withValidation: z.boolean(),
    /** Whether an earlier estimate was wrong by much. */
    corrected: z.boolean(),
  }),
  z.object({
    type: z.literal('epoch'),
    /** 0: the start of the run, before its first step. */
    epoch: z.number(),
    epochs: z.number(),
    step: z.number(),
    /** Means over the steps of the epoch. */
    losses,
    shares,
    val: score,
    /** Accuracy on each class of the validation set, 0 to 1, in the order of the classes; null where it has no picture of one. */
    perClass: z.array(z.number().nullable()).optional(),
    /** Pictures of the validation set by true class, then by predicted class; absent where there are more than 20 classes. */
    confusion: z.array(z.array(z.number())).optional(),
    /** Of the epoch's last step; absent where the recipe has no optimizer. */
    learningRate: z.number().optional(),
    /** Whether these are the best weights so far. */
    best: z.boolean(),
    seconds: z.number(),
    /** Pictures trained on per second of the epoch's steps, without validation. */
    trainedOnPerSecond: z.number(),
    /** Path of the grid of generated pictures, relative to the run; absent if the recipe generates none. */
    grid: z.string().optional(),
  }),
  z.object({
    type: z.literal('views'),
    epoch: z.number(),
    step: z.number(),
    /** Path of the grid, relative to the run. */
    grid: z.string(),
    /** What each row of the grid shows: an input and its view. */
    rows: z.array(z.string()),
  }),
  z.object({
    type: z.literal('pipeline'),
    decoded: z.number(),
    fromCache: z.number(),
    quarantined: z.number(),
    buffersTaken: z.number(),
    prefetch: z.number(),
    concurrency: z.number(),
    /** Whether the run finds the concurrency itself. */
    autotuned: z.boolean().optional(),
    workers: z.number(),
    buffersDecoding: z.number(),
    decoding: z.number(),
    delivered: z.number(),
    readMs: z.number(),
    decodeMs: z.number(),
    /** Seconds since the previous event of this type. The fields below describe this period. */
    seconds: z.number(),
    waitMs: z.number(),
    blockedMs: z.number(),
    stages: z.object({ read: stage, decode: stage, batch: stage, step: stage }),
    bottleneck: z.enum(['data', 'step', 'none']),
  }),
  z.object({
    type: z.literal('machine-use'),
    /** What the run's process used since the event before: cores, and those of the machine. */
    cpu: z.number(),
    cores: z.number(),
    /** Resident bytes. */
    memory: z.number(),
    /** The GPU's values are those of all processes; absent without one. Memory in bytes. */
    gpu: z.object({ utilisation: z.number().optional(), memory: z.number(), memoryTotal: z.number() }).optional(),
  }),
  z.object({
    type: z.literal('evaluating'),
    set: z.enum(['validation', 'test', 'labelled', 'unlabelled']),
    /** Present where the labelled pictures are only decoded, before the run begins: a bad one ends it. */
    pass: z.literal('decode').optional(),
    /** Pictures, unreadable ones included. */
    done: z.number(),
    total: z.number(),
    /** Pictures evaluated a second since it began. */
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
    /** False where a resumed run would fail at the same step. */
    resumable: z.literal(false).optional(),
    /** Present where another process has taken the run: that process, or null where it has ended, too. Such an event is not in the log, which belongs to that process. */
    takenBy: z.object({ pid: z.number(), host: z.string() }).nullable().optional(),
  }),
] as const;

/** What the body of each event must be. */
export const eventBody = z.discriminatedUnion('type', bodies);
/** An event before it has a number and a time. */
export type EventBody = z.infer<typeof eventBody>;

/** Version of the schema. A reader skips newer versions and unknown types. */
export const SCHEMA_VERSION = 1;

/** One line of `events.jsonl`: an event with the schema's version, its number in the run and its time (ms since 1970). */
export type RunEvent = { readonly v: number; readonly seq: number; readonly time: number } & EventBody;

/** The event of one type: `EventOf<'epoch'>`. */
export type EventOf<Type extends EventBody['type']> = Extract<RunEvent, { type: Type }>;
/** How well a classifier does on a set: `accuracy` (0 to 1), `loss` (mean cross-entropy), `count` (pictures). */
export type Score = z.infer<typeof score>;
