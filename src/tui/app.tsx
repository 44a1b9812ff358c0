import { Box, useInput } from 'ink';
import { useCallback, type ReactNode } from 'react';
import type { StatusNotice, PlayerState } from '../events/index.js';
import type { Curves } from './curves.js';
import type { KeyContext } from './keys/bindings.js';
import { namesOf } from './keys/key-names.js';
import { mouseEventOf, type MouseEvent } from './keys/mouse.js';
import { GAP, type Area, type Layout, type PanelName, type Size } from './layout.js';
import { bestOf, paceOf, takesPictures, type Model } from './model/index.js';
import { AccuracyPanel } from './panels/accuracy.js';
import { EpochsPanel } from './panels/epochs.js';
import { Footer } from './panels/footer.js';
import { Header } from './panels/header.js';
import { Help } from './panels/help.js';
import { LossesPanel } from './panels/losses.js';
import { MessagesPanel } from './panels/messages.js';
import { OneLine } from './panels/one-line.js';
import { PicturesPanel, type Grid } from './panels/pictures.js';
import { PipelinePanel } from './panels/pipeline.js';
import { ThroughputPanel } from './panels/throughput.js';
import type { Protocol } from './pictures/index.js';
import type { RunState } from './run-state.js';
import type { Theme } from './text/theme.js';
import type { View } from './view.js';

/** Everything that a frame shows. */
export interface Scene {
  readonly model: Model;
  /** The curves of the model, or of a moment ago. */
  readonly curves: Curves;
  readonly view: View;
  readonly layout: Layout;
  readonly theme: Theme;
  readonly mode: KeyContext['mode'];
  readonly player: PlayerState | null;
  readonly state: RunState;
  readonly notice: StatusNotice;
  readonly sideNote: string;
  readonly statusMessage: string;
  /** Whether escape leads back to a list of runs. */
  readonly canGoBack: boolean;
  readonly grid: Grid | null;
  readonly protocol: Protocol;
}

/** The dashboard: a frame and the keyboard. */
export function App({ scene, onKey, onMouse }: { readonly scene: Scene; readonly onKey: (key: string) => void; readonly onMouse: (event: MouseEvent) => void }): ReactNode {
  useInput(useCallback((input, key) => {
    const event = mouseEventOf(input);
    if (event === null) namesOf(input, key).forEach(onKey);
    else if (event !== 'ignored') onMouse(event);
  }, [onKey, onMouse]));
  return <Frame {...scene} />;
}

/** A frame: a pure function of its scene. */
export function Frame(scene: Scene): ReactNode {
  const { model, view, layout, theme, mode, player, state, notice, sideNote, statusMessage, canGoBack } = scene;
  const run = { theme, model, pace: paceOf(model), player, frozen: view.frozen, state, notice };
  if (layout.kind === 'line') return <OneLine {...run} width={layout.width} height={layout.height} asking={view.asking} statusMessage={statusMessage} />;
  const { header, body, footer } = layout;
  return (
    <Box flexDirection="column" width={layout.width} flexShrink={0}>
      <Header {...run} {...header} sideNote={sideNote} />
      {view.help ? <Help width={body.width} height={body.height} theme={theme} mode={mode} page={view.helpPage} /> : <AreaBox area={body} scene={scene} />}
      <Footer {...footer} theme={theme} mode={mode} asking={view.asking} ended={model.end !== null} zoomed={view.zoomed} canGoBack={canGoBack} statusMessage={statusMessage} searching={view.messages.typing ? view.messages.search : null} />
    </Box>
  );
}

function AreaBox({ area, scene }: { readonly area: Area; readonly scene: Scene }): ReactNode {
  if ('panel' in area) return <PanelOf name={area.panel} width={area.width} height={area.height} scene={scene} />;
  return (
    <Box flexDirection={area.direction} columnGap={GAP} width={area.width} height={area.height} flexShrink={0}>
      {area.areas.map((inner, index) => <AreaBox key={index} area={inner} scene={scene} />)}
    </Box>
  );
}

function PanelOf({ name, width, height, scene }: Size & { readonly name: PanelName; readonly scene: Scene }): ReactNode {
  const { model, curves, view, theme, grid, protocol } = scene;
  const { smooth, scale, cursor, rangeShare, rangeEnd, messages, zoomed } = view;
  const size = { width, height, theme };
  switch (name) {
    case 'losses':
      return <LossesPanel {...size} losses={curves.losses} smooth={smooth} scale={scale} cursor={cursor} rangeShare={rangeShare} rangeEnd={rangeEnd} />;
    case 'accuracy':
      return <AccuracyPanel {...size} accuracy={model.accuracy} valLoss={model.valLoss} labelledLoss={model.labelledLoss} shares={model.shares} best={bestOf(model)} baseline={model.baseline} run={model.run} lastEpoch={model.lastEpoch} enlarged={view.zoomed === 'accuracy'} cursor={cursor} rangeShare={rangeShare} rangeEnd={rangeEnd} />;
    case 'throughput':
      return <ThroughputPanel {...size} pace={paceOf(model)} trainedOnPerSecond={curves.trainedOnPerSecond} waiting={curves.waiting} use={model.use} cursor={cursor} rangeShare={rangeShare} rangeEnd={rangeEnd} />;
    case 'pipeline':
      return <PipelinePanel {...size} pipeline={model.pipeline} takesPictures={takesPictures(model)} quarantined={model.quarantined} history={zoomed === 'pipeline' ? model.pipelineHistory : null} cursor={cursor} rangeShare={rangeShare} rangeEnd={rangeEnd} />;
    case 'messages':
      return <MessagesPanel {...size} messages={model.messages} quarantined={model.quarantined} view={messages} enlarged={zoomed === 'messages'} />;
    case 'epochs':
      return <EpochsPanel {...size} epochs={model.epochs} best={bestOf(model)} scroll={view.scroll} />;
    case 'pictures':
      return <PicturesPanel {...size} grid={grid} protocol={protocol} />;
  }
}
