import { readFixture, type Fixture } from '../pipeline/index.js';

/** Recorded streams that come with whisker. fixtures/streams/README.md says how each was made. */
export const bundledFixtures = ['clean-epoch', 'slow-disk', 'dying-worker', 'rotten-pictures', 'gan-collapse', 'loss-explodes'] as const;
/** The name of a recording that comes with whisker. */
export type BundledFixture = (typeof bundledFixtures)[number];

/** Reads a recording that comes with whisker. */
export const bundledFixture = (name: BundledFixture): Fixture => readFixture(new URL(`../../fixtures/streams/${name}.jsonl`, import.meta.url));
