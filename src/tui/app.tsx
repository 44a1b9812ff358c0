import { Box, useInput } from 'ink';
import { useCallback, type ReactNode } from 'react';
import type { PlayerState } from '../events/index.js';
import type { Curves } from './curves.js';
import { namesOf } from './key-names.js';
import type { KeyContext } from './keys.js';
import type { Layout } from './layout.js';
import { fitLine } from './line.js';
import { bestOf, paceOf, progressOf, type Model } from './model/index.js';
import { AccuracyPanel } from './panels/accuracy.js';
import { Footer } from './panels/footer.js';
import { Header } from './panels/header.js';
import { Help } from './panels/help.js';
import { LossesPanel } from './panels/losses.js';
import { MessagesPanel } from './panels/messages.js';
import { oneLine } from './panels/one-line.js';
import { PicturesPanel, type Grid } from './panels/pictures.js';
import { PipelinePanel } from './panels/pipeline.js';
import { ThroughputPanel } from './panels/throughput.js';
import { Rows } from './rows.js';
import type { Theme } from './theme.js';
import type { View } from './view.js';

/** All that a frame is made of. */
export interface Scene {
  readonly model: Model;
  /** Those of the model, or of a moment ago. */
  readonly curves: Curves;
  readonly view: View;
  readonly layout: Layout;
  readonly theme: Theme;
  readonly mode: KeyContext['mode'];
  readonly player: PlayerState | null;
  readonly notice: string;
  readonly sideNote: string;
  readonly statusMessage: string;
  readonly grid: Grid | null;
  readonly inBlocks: boolean;
}

/** A frame of the dashboard: a pure function of its scene. */
export function Frame({ model, curves, view, layout, theme, mode, player, notice, sideNote, statusMessage, grid, inBlocks }: Scene): ReactNode {
  const pace = paceOf(model);
  const { frozen, stretch, end } = view;
  const header = { place: layout.header, theme, model, pace, player, frozen, notice, sideNote };
  if (layout.kind === 'line') return <Rows place={layout.header} lines={[theme.paint(fitLine(oneLine({ ...header, asking: view.asking, statusMessage }), layout.header.width))]} />;
  const { panels, footer } = layout;
  const { width } = layout.header;
  const ended = model.end !== null;
  const body = { x: 0, y: layout.header.height, width, height: footer.y - layout.header.height };
  return (
    <Box>
      <Header {...header} />
      {view.help && <Help place={body} theme={theme} mode={mode} />}
      {!view.help && (
        <>
          {panels.losses && <LossesPanel {...{ place: panels.losses, theme, losses: curves.losses, smooth: view.smooth, stretch, end }} />}
          {panels.accuracy && <AccuracyPanel {...{ place: panels.accuracy, theme, accuracy: model.accuracy, best: bestOf(model), baseline: model.baseline, stretch, end }} />}
          {panels.throughput && <ThroughputPanel {...{ place: panels.throughput, theme, pace, imagesPerSecond: curves.imagesPerSecond, waiting: curves.waiting, stretch, end }} />}
          {panels.pipeline && <PipelinePanel {...{ place: panels.pipeline, theme, pipeline: model.pipeline, takesPictures: takesPictures(model), quarantined: model.quarantined }} />}
          {panels.messages && <MessagesPanel {...{ place: panels.messages, theme, messages: model.messages, quarantined: model.quarantined }} />}
          {panels.pictures && <PicturesPanel {...{ place: panels.pictures, theme, grid, inBlocks }} />}
        </>
      )}
      <Footer {...{ place: footer, theme, mode, asking: view.asking, ended, statusMessage }} />
    </Box>
  );
}

/** Whether the run has a pipeline: one without it does an epoch in one step, of the labelled pictures alone. */
export function takesPictures(model: Model): boolean | null {
  if (model.pipeline !== null) return true;
  if (model.run === null) return null;
  return (progressOf(model).stepsPerEpoch ?? 1) > 1;
}

/** A frame, and the keyboard. */
export function App({ scene, onKey }: { readonly scene: Scene; readonly onKey: (key: string) => void }): ReactNode {
  useInput(useCallback((input, key) => namesOf(input, key).forEach(onKey), [onKey]));
  return <Frame {...scene} />;
}
