import { memo, type ReactNode } from 'react';
import { formatCount, formatPercent, formatRate } from '../../config/index.js';
import type { EventOf } from '../../events/index.js';
import { drawBar, drawShares } from '../charts/index.js';
import type { PipelineHistory } from '../model/index.js';
import { bold, cell, coloured, dim, fitLines, joined } from '../text/line.js';
import type { Colour, Line } from '../text/span.js';
import type { Theme } from '../text/theme.js';
import type { ChartRange, View } from '../view.js';
import { historyLines } from './pipeline-history.js';
import { TextPanel, type PanelProps } from './panel.js';

type Pipeline = EventOf<'pipeline'>;
type Stage = keyof Pipeline['stages'];

const STAGES = ['read', 'decode', 'batch', 'step'] as const satisfies readonly Stage[];
const UNITS: Readonly<Record<Stage, string>> = { read: 'images/s', decode: 'images/s', batch: 'batches/s', step: 'steps/s' };
/** Colours of a stage's time: at work, waiting for the stage before it, waiting for the stage after it. */
const TIMES: readonly [text: string, colour: Colour][] = [['work', 'green'], ['waits for the stage before', 'sky'], ['for the stage after', 'grey']];

export interface PipelineProps extends PanelProps, ChartRange, Pick<View, 'cursor'> {
  readonly pipeline: Pipeline | null;
  /** Whether the recipe reads unlabelled pictures; null before that is known. */
  readonly takesPictures: boolean | null;
  readonly quarantined: number;
  /** Shown where the panel is enlarged; null elsewhere. */
  readonly history: PipelineHistory | null;
}

/** The stages of the pipeline, its bottleneck, and how full it is. */
export const PipelinePanel = memo(function PipelinePanel(props: PipelineProps): ReactNode {
  const { width, height, theme, pipeline } = props;
  const lines = pipeline === null ? [[dim(`  ${whyEmpty(props)}`)]] : bodyLines(props, pipeline);
  return <TextPanel name="pipeline" note={noteOf(props)} width={width} height={height} theme={theme} lines={lines} />;
});

const whyEmpty = ({ takesPictures, width }: PipelineProps): string =>
  takesPictures !== false ? 'no batch yet' : width < 70 ? 'no unlabelled pictures' : 'this recipe reads no unlabelled pictures, so the pipeline is empty';

function noteOf({ width, pipeline, quarantined }: PipelineProps): Line {
  if (pipeline === null) return [];
  const { workers } = pipeline;
  return joined([
    quarantined === 0 ? [] : [coloured(`${formatCount(quarantined)} quarantined`, 'orange')],
    [dim(workers === 1 ? '1 worker' : `${formatCount(workers)} workers`)],
  ], ' · ', width - 18);
}

/** Rows of the enlarged panel from which on it shows every stage. */
const STAGES_ROWS = 18;

function bodyLines(props: PipelineProps, pipeline: Pipeline): readonly Line[] {
  const { width, height, theme, history } = props;
  const bottleneck: Line = [dim('  '), ...bottleneckLine(pipeline, width)];
  const fill: Line = [dim('  '), ...fillLine(pipeline, width - 2, theme)];
  if (history !== null) {
    const above = height < STAGES_ROWS ? [bottleneck, fill, []] : [...stageLines(props, pipeline, bottleneck, fill), legendLine(theme)];
    const hint = hintLine(pipeline);
    return [...above, ...fitLines(historyLines({ ...props, history, height: height - 2 - above.length }), width, height - 2 - above.length), hint];
  }
  if (height < 7) return [bottleneck, fill];
  return [...stageLines(props, pipeline, bottleneck, fill), height > 8 ? legendLine(theme) : []];
}

function stageLines({ width, theme }: PipelineProps, pipeline: Pipeline, bottleneck: Line, fill: Line): readonly Line[] {
  const bar = Math.max(6, Math.min(40, width - 30));
  return [bottleneck, ...STAGES.map((stage) => stageLine(stage, pipeline, bar, theme)), fill];
}

const hintLine = ({ autotuned }: Pipeline): Line => (autotuned === undefined ? [] : [dim(autotuned ? '  autotuning on' : '  autotuning off: a starts it')]);

function bottleneckLine({ bottleneck, stages, waitMs, seconds }: Pipeline, width: number): Line {
  const name = dim(width < 38 ? '' : 'bottleneck ');
  if (bottleneck === 'step') return [name, bold('step', 'green'), dim(': pictures wait')];
  if (bottleneck === 'none') return [bold('balanced', 'green'), dim(': neither side waits')];
  const slowest = (['read', 'decode', 'batch'] as const).reduce((one, other) => (stages[other].workMs > stages[one].workMs ? other : one));
  return [name, bold(slowest, 'orange'), dim(`: step waits ${formatPercent(Math.min(1, waitMs / (seconds * 1000)), 1)}`)];
}

/** The pictures in work, the buffers in use, and the share of pictures that come out of the cache. */
function fillLine({ prefetch, buffersTaken, concurrency, decoding, fromCache, decoded }: Pipeline, width: number, { characters }: Theme): Line {
  const isWide = width >= 54;
  const bar = drawBar({ width: Math.min(isWide ? 9 : 5, prefetch * 3), share: buffersTaken / prefetch, characters, colour: 'green' });
  return joined([
    [dim('concurrency '), bold(`${decoding}/${concurrency}`), dim(isWide ? ' busy' : '')],
    [dim('prefetch '), ...bar, dim(` ${buffersTaken}/${prefetch}${isWide ? ' filled' : ''}`)],
    fromCache === 0 ? [] : [dim('cache '), bold(formatPercent(fromCache / Math.max(1, decoded + fromCache), 1))],
  ], ' · ', width);
}

/** A stage: its rate, and how it spends its time. */
function stageLine(stage: Stage, { stages }: Pipeline, width: number, { characters }: Theme): Line {
  const { perSecond, workMs, inputMs, outputMs } = stages[stage];
  const whole = Math.max(1, workMs + inputMs + outputMs);
  const parts = [workMs, inputMs, outputMs].map((ms, index) => ({ share: ms / whole, colour: TIMES[index]?.[1] ?? 'grey' }));
  return [dim('  '), ...cell(stage, 7), ...cell(formatRate(perSecond).padStart(7), 8, true), ...cell(UNITS[stage], 11), ...drawShares({ width, parts, characters })];
}

const legendLine = ({ characters }: Theme): Line => [
  dim('         '),
  ...TIMES.flatMap(([text], which): Line => {
    const parts = TIMES.map(([, colour], index) => ({ share: index === which ? 1 : 0, colour }));
    return [...drawShares({ width: 1, parts, characters }), dim(` ${text}  `)];
  }),
];
