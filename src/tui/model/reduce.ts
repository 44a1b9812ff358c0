import { initialPace, updatePace, type EventOf, type RunEvent } from '../../events/index.js';
import { added, chunksOf, itemsOf, newest, type Chunks } from './chunks.js';
import { gapBefore, messageOf, withMessage, type Message } from './messages.js';
import type { Baseline, Best, EpochRow, Model, PipelineHistory } from './model.js';
import { newSeries, type Series } from './series.js';

/** The most best epochs in the model. Several, because a run can resume before the newest. */
const MAX_BESTS = 64;
/** The fewest epochs of a long run that the table has. */
const EPOCHS = 1024;

/** The model before the first event. */
export const empty: Model = {
  run: null,
  now: null,
  seq: null,
  seconds: 0,
  epoch: 0,
  step: 0,
  losses: [],
  trainedOnPerSecond: newSeries('trained on images/s'),
  waiting: newSeries('waiting'),
  accuracy: newSeries('accuracy'),
  valLoss: newSeries('validation loss'),
  labelledLoss: newSeries('labelled loss'),
  epochs: chunksOf<EpochRow>([]),
  shares: [],
  lastEpoch: null,
  bests: [],
  baseline: null,
  evaluating: null,
  pipeline: null,
  use: null,
  pipelineHistory: {
    concurrency: newSeries('concurrency'), workers: newSeries('workers'), decoding: newSeries('busy'), buffersTaken: newSeries('filled'), prefetch: newSeries('prefetch'), waiting: newSeries('waiting'), read: newSeries('read images/s'),
  },
  memory: null,
  quarantined: 0,
  messages: [],
  checkpoint: null,
  grids: { generated: null, views: null },
  paused: false,
  end: null,
  pacing: initialPace,
};

/**
 * Returns the model after another event. A `seq` that does not grow starts over, for another run or a replay from its beginning; the
 * baseline stays. Pure, and takes some microseconds.
 */
export function reduce(before: Model, event: RunEvent): Model {
  const model = before.seq !== null && event.seq <= before.seq ? withBaseline(empty, before.baseline) : before;
  const messages = [gapBefore(event, model.seq), messageOf(event, model.bests.at(-1) ?? null)].filter((message) => message !== null);
  return {
    ...model,
    now: event.time,
    seq: event.seq,
    seconds: model.seconds + secondsSince(model, event),
    messages: messages.reduce<readonly Message[]>(withMessage, model.messages),
    ...changes(model, event),
  };
}

/** Returns the model with another baseline. */
export const withBaseline = (model: Model, baseline: Baseline | null): Model => ({ ...model, baseline });

/** The time before a run-start does not count: the run stood still between its parts. A clock can be set back. */
const secondsSince = ({ now }: Model, { type, time }: RunEvent): number => (now === null || type === 'run-start' ? 0 : Math.max(0, time - now) / 1000);

function changes(model: Model, event: RunEvent): Partial<Model> {
  switch (event.type) {
    case 'run-start':
      return { ...rewound(model, event), run: event, end: null, paused: false, pacing: initialPace };
    case 'step':
      return {
        evaluating: null,
        epoch: event.epoch,
        step: event.step,
        losses: withValues(model.losses, event.step, event.losses),
        trainedOnPerSecond: withValue(model.trainedOnPerSecond, event.step, (event.trainedOn / event.ms) * 1000),
        waiting: withValue(model.waiting, event.step, event.waitMs / event.ms),
        memory: event.memory ?? model.memory,
        pacing: updatePace(model.pacing, event),
      };
    case 'epoch':
      return {
        evaluating: null,
        epoch: event.epoch,
        step: event.step,
        lastEpoch: event,
        accuracy: withValue(model.accuracy, event.epoch, event.val.accuracy),
        valLoss: withValue(model.valLoss, event.epoch, event.val.loss),
        labelledLoss: withValue(model.labelledLoss, event.epoch, event.losses['labelled'] ?? NaN),
        epochs: newest(added(epochsBefore(model.epochs, event.epoch), withoutClasses(event)), EPOCHS),
        shares: withValues(model.shares, event.epoch, event.shares ?? {}),
        bests: withBest(model.bests, event),
        ...(event.grid !== undefined && { grids: { ...model.grids, generated: { kind: 'generated', epoch: event.epoch, path: event.grid, rows: [] } } }),
        pacing: updatePace(model.pacing, event),
      };
    case 'views':
      return { grids: { ...model.grids, views: { kind: 'views', epoch: event.epoch, path: event.grid, rows: event.rows } } };
    case 'evaluating':
      return { evaluating: event };
    case 'pipeline':
      return { pipeline: event, pipelineHistory: withReport(model, event), quarantined: Math.max(model.quarantined, event.quarantined) };
    case 'machine-use':
      return { use: event };
    case 'quarantine':
      return { quarantined: model.quarantined + 1 };
    case 'checkpoint':
      return event.which === 'last' ? { checkpoint: event } : {};
    case 'pause':
      return { paused: event.paused };
    case 'run-end':
      return { end: event, paused: false, evaluating: null, use: null };
    default:
      return {};
  }
}

/** Adds a report at the second of the run where it came. */
function withReport(model: Model, event: EventOf<'pipeline'>): PipelineHistory {
  const { concurrency, workers, decoding, buffersTaken, prefetch, waiting, read } = model.pipelineHistory;
  const at = model.seconds + secondsSince(model, event);
  return {
    concurrency: concurrency.push(at, event.concurrency),
    workers: workers.push(at, event.workers),
    decoding: decoding.push(at, event.decoding),
    buffersTaken: buffersTaken.push(at, event.buffersTaken),
    prefetch: prefetch.push(at, event.prefetch),
    waiting: waiting.push(at, Math.min(1, event.waitMs / (event.seconds * 1000))),
    read: read.push(at, event.stages.read.perSecond),
  };
}

/** Removes the steps after the checkpoint that a run resumes from: the run repeats them. */
function rewound(model: Model, start: EventOf<'run-start'>): Partial<Model> {
  const { resumedAt, stepsPerEpoch } = start;
  const epochs = Math.floor(resumedAt / stepsPerEpoch);
  const cut = (series: Series) => series.before(resumedAt + 1);
  return {
    epoch: resumedAt === 0 ? 0 : Math.min(start.epochs, epochs + 1),
    step: resumedAt,
    losses: resumedAt === 0 ? [] : model.losses.map(cut),
    trainedOnPerSecond: cut(model.trainedOnPerSecond),
    waiting: cut(model.waiting),
    accuracy: model.accuracy.before(epochs + 1),
    valLoss: model.valLoss.before(epochs + 1),
    labelledLoss: model.labelledLoss.before(epochs + 1),
    epochs: epochsBefore(model.epochs, epochs + 1),
    shares: resumedAt === 0 ? [] : model.shares.map((series) => series.before(epochs + 1)),
    lastEpoch: (model.lastEpoch?.epoch ?? 0) > epochs ? null : model.lastEpoch,
    bests: model.bests.filter(({ epoch }) => epoch <= epochs),
    // These count from the start of each part of a run.
    pipeline: null,
    use: null,
    memory: null,
    evaluating: null,
  };
}

function withoutClasses(event: EventOf<'epoch'>): EpochRow {
  const { perClass: _, confusion: __, ...row } = event;
  return row;
}

/** Returns the epochs before one that a run repeats. */
function epochsBefore(epochs: Chunks<EpochRow>, epoch: number): Chunks<EpochRow> {
  const last = epochs.last.at(-1) ?? epochs.full.at(-1)?.at(-1);
  return last === undefined || last.epoch < epoch ? epochs : chunksOf(itemsOf(epochs).filter((row) => row.epoch < epoch));
}

/** Adds a value to each series that has one by its name, and begins the series that are missing. */
function withValues(all: readonly Series[], x: number, values: Readonly<Record<string, number>>): readonly Series[] {
  const known = all.map((series) => {
    const value = values[series.name];
    return value === undefined ? series : withValue(series, x, value);
  });
  for (const [name, value] of Object.entries(values)) {
    if (!all.some((series) => series.name === name)) known.push(newSeries(name).push(x, value));
  }
  return known;
}

/** Adds a value. Values from this x on are dropped: the run repeats them, and the newer event holds. */
const withValue = (series: Series, x: number, y: number): Series => (x <= series.last ? series.before(x) : series).push(x, y);

function withBest(bests: readonly Best[], { best, epoch, step, val }: EventOf<'epoch'>): readonly Best[] {
  const earlier = bests.filter((one) => one.epoch < epoch);
  return best ? [...earlier.slice(-MAX_BESTS + 1), { epoch, step, val }] : earlier;
}
