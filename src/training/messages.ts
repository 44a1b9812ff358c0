import { formatPercent, pluralize, writeReason } from '../config/index.js';
import { checkpointBefore } from './errors.js';

/** Sentences for a run's log. The run goes on after each of them. */
export const messages = {
  // Answers to commands from the dashboard.
  concurrency: (before: number, now: number) => `Concurrency ${before} → ${now} (autotuning off).`,
  sameConcurrency: (concurrency: number, change: 'increase' | 'decrease') => `Concurrency stays at ${concurrency}: ${change === 'increase' ? 'more' : 'less'} would change nothing.`,
  prefetch: (before: number, now: number) => `Prefetch ${before} → ${pluralize(now, 'batch', 'batches')}.`,
  samePrefetch: (prefetch: number, change: 'increase' | 'decrease') => `Prefetch stays at ${prefetch}: ${change === 'increase' ? 'it is the most' : 'a step needs it'}.`,
  workers: (before: number, now: number) => `Workers ${before} → ${now}.`,
  sameWorkers: (workers: number, change: 'increase' | 'decrease') => `Workers stay at ${workers}: ${change === 'increase' ? 'there is one for each core' : 'one has to decode'}.`,
  autotuning: (concurrency: number, already: boolean) => (already ? `Autotuning is on already: concurrency ${concurrency}.` : `Autotuning on: it begins at concurrency ${concurrency}.`),
  noPipeline: () => 'This recipe streams no pictures, so there is no pipeline to tune.',

  // Hints.
  quicker: (time: string, presets: readonly string[]) => `The rest of the run takes about ${time} on the CPU. Quicker, with smaller pictures: ${presets.map((name) => `--preset ${name}`).join(' or ')}.`,

  // Information.
  stoppedEarly: (epoch: number, best: number, patience: number) => `The run stops after epoch ${epoch}: epoch ${best} is still the best after ${patience} more (--patience ${patience}).`,

  startHead: (accuracy: number, penalty: number) =>
    `The head starts from logistic regression on the features of the labelled pictures (--head probe): validation accuracy ${formatPercent(accuracy)}, penalty ${penalty}.`,

  // Warnings.
  exploded: (name: string, step: number, loss: number, mean: number) =>
    `The loss ${name} is ${loss.toPrecision(3)} at step ${step}, and was about ${mean.toPrecision(3)} before. If it does not come back, lower --learning-rate or limit the gradients with --clip-gradients.`,
  falling: (epochs: number, epoch: number, accuracy: string, best: number, bestAccuracy: string) =>
    `Validation has been below its best for ${epochs} epochs: ${accuracy} after epoch ${epoch}, ${bestAccuracy} after epoch ${best}. The best weights are saved. --patience ends such a run early; --schedule cosine, --ema or a lower --learning-rate may help.`,
  checkpoint: (error: unknown, hasCheckpoint: boolean) => `A checkpoint could not be written: ${writeReason(error)}. ${checkpointBefore(hasCheckpoint)}, and the run goes on.`,
  log: (path: string, error: unknown) => `${path} could not be written: ${writeReason(error)}. The run goes on. Up to four megabytes of events wait until there is room.`,
  lostEvents: (path: string, { count, first, last }: { readonly count: number; readonly first: number; readonly last: number }) =>
    `${path} can be written again. It is incomplete: ${count === 1 ? `event ${first} is` : `${count} events, from ${first} to ${last}, are`} missing.`,
  lostSteps: (path: string, first: number, last: number) =>
    `${path} lacks ${first === last ? `step ${first}` : `steps ${first} to ${last}`}. The checkpoint has them; the run ended before they were logged.`,
  file: (path: string, error: unknown) => `${path} could not be written: ${writeReason(error)}. The run goes on without it.`,
  memory: (needed: string, free: string) => `The run needs about ${needed} of memory, and ${free} are free. It may be slow, or the system may end it.`,
  missing: (missing: number, of: number, examples: string) =>
    `${missing} of the ${of} unlabelled pictures ${missing === 1 ? 'is' : 'are'} missing since the run began (${examples}). The run goes on with others in their places.`,
  added: (count: number, examples: string) => `${pluralize(count, 'picture is', 'pictures are')} new since the run began (${examples}). The run does not use ${count === 1 ? 'it' : 'them'}.`,
  changed: (count: number, examples: string) =>
    `${pluralize(count, 'picture has', 'pictures have')} changed since the run began (${examples}). The run goes on with what the files hold now, so its results are not those of a run that was never stopped.`,
  ownData: (root: string, set: string) => `${root} has the run's own pictures. Its ${set} set counts.`,
  dataMoved: (now: string, before: string) => `The pictures are read from ${now}. The run began with ${before}.`,
  noCache: (reason: string) => `The run goes on without --cache and decodes every picture in every epoch: ${reason}.`,
  normalization: (path: string) => `Nothing tells how the pictures were normalised that ${path} was trained with. The run does not normalise. Choose it with --normalize.`,
  normalized: (name: string) => `The classifier normalises pictures in the way of ${name}.`,
  frozenRandom: (freeze: string) => `--freeze ${freeze} freezes random weights: the run starts from no pretrained ones. Choose some with --weights.`,
  head: (path: string, outputs: number, classes: number) => `The head of ${path} has ${outputs} outputs, but ${classes} are needed. The run starts with a new head.`,
};
