import { memo, type ReactNode } from 'react';
import type { EventOf } from '../../events/index.js';
import { drawBar, drawShares, type Line } from '../charts/index.js';
import { bold, coloured, dim, cell, fitLines, joined } from '../line.js';
import { Rows } from '../rows.js';
import { count, percent, rate } from '../words.js';
import type { PanelProps } from './panel.js';
import { titleOf } from './title.js';

type Pipeline = EventOf<'pipeline'>;
type Stages = NonNullable<Pipeline['stages']>;

export interface PipelineProps extends PanelProps {
  readonly pipeline: Pipeline | null;
  /** Whether the recipe takes unlabelled pictures at all; null before that is known. */
  readonly takesPictures: boolean | null;
  readonly quarantined: number;
}

/** The pipeline, stage by stage, and what it waits for. */
export const PipelinePanel = memo(function PipelinePanel(props: PipelineProps): ReactNode {
  return <Rows place={props.place} lines={pipelineLines(props).map((line) => props.theme.paint(line))} />;
});

export function pipelineLines({ place: { width, height }, theme, pipeline, takesPictures, quarantined }: PipelineProps): readonly Line[] {
  if (pipeline === null) {
    const why = takesPictures === false ? 'this recipe takes no unlabelled pictures: nothing flows here' : 'nothing has flowed yet';
    return fitLines([titleOf('pipeline', width), [dim(`  ${why}`)]], width, height);
  }
  const sideNote: Line = quarantined === 0 ? [] : [coloured(`${count(quarantined)} quarantined`, 'orange')];
  const title = titleOf('pipeline', width, joined([sideNote, [dim(workersOf(pipeline))]], ' · ', width - 18));
  const { prefetch, buffersTaken, concurrency, decoding, stages } = pipeline;
  const isWide = width >= 56;
  const taken: Line = [dim('prefetch '), ...drawBar({ width: Math.min(isWide ? 9 : 5, prefetch * 3), share: buffersTaken / prefetch, characters: theme.characters, colour: 'green' }), dim(` ${buffersTaken}/${prefetch}${isWide ? ' filled' : ''}`)];
  const inDecode: Line = [dim('concurrency '), bold(`${decoding}/${concurrency}`), dim(isWide ? ' busy' : '')];
  const cached: Line = pipeline.fromCache === 0 ? [] : [dim('cache '), bold(percent(pipeline.fromCache / Math.max(1, pipeline.decoded + pipeline.fromCache)))];
  const counts: Line = [dim('  '), ...joined([inDecode, taken, cached], ' · ', width - 2)];
  const bottleneck: Line = [dim('  '), ...bottleneckLine(pipeline)];
  if (height < 7) return fitLines([title, bottleneck, counts], width, height);
  const bar = Math.max(6, Math.min(40, width - 30));
  const rows = (['read', 'decode', 'batch', 'step'] as const).map((name): Line => stageLine(name, stages[name], bar, theme));
  return fitLines([title, bottleneck, ...rows, counts, height > 8 ? legend(theme) : []], width, height);
}

/** A stage: its rate, and its time at work, waiting for what comes before it and for what comes after. */
function stageLine(name: keyof Stages, { perSecond, workMs, inputMs, outputMs }: Stages[keyof Stages], width: number, theme: PipelineProps['theme']): Line {
  const whole = Math.max(1, workMs + inputMs + outputMs);
  const unit = { read: 'pictures/s', decode: 'pictures/s', batch: 'batches/s', step: 'steps/s' }[name];
  return [
    dim('  '), ...cell(name, 7), ...cell(rate(perSecond).padStart(7), 8, true), ...cell(unit, 11),
    ...drawShares({ width, parts: [{ share: workMs / whole, colour: 'green' }, { share: inputMs / whole, colour: 'sky' }, { share: outputMs / whole, colour: 'grey' }], characters: theme.characters }),
  ];
}

const legend = ({ characters }: PipelineProps['theme']): Line => [
  dim('         '),
  ...[['work', 'green', 0], ['waits for the stage before', 'sky', 1], ['for the one after', 'grey', 2]].flatMap(([text, , which]): Line => {
    const parts = [0, 1, 2].map((part) => ({ share: part === which ? 1 : 0, colour: (['green', 'sky', 'grey'] as const)[part] ?? 'grey' }));
    return [...drawShares({ width: 1, parts, characters }), dim(` ${String(text)}  `)];
  }),
];

const workersOf = ({ workers }: Pipeline): string => (workers === 1 ? '1 worker' : `${count(workers)} workers`);

function bottleneckLine({ bottleneck, stages, waitMs, seconds }: Pipeline): Line {
  if (bottleneck === 'step') return [dim('bottleneck '), bold('step', 'green'), dim(': pictures wait')];
  if (bottleneck === 'none') return [bold('balanced', 'green'), dim(': neither side waits')];
  const slowest = (['read', 'decode', 'batch'] as const).reduce((one, other) => (stages[other].workMs > stages[one].workMs ? other : one));
  return [dim('bottleneck '), bold(slowest, 'orange'), dim(`: step waits ${percent(Math.min(1, waitMs / (seconds * 1000)))}`)];
}
