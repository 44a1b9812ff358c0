import { panelNames, SMALLEST, type PanelName } from './layout.js';

/** What a key does. */
export type Action =
  | { readonly type: 'zoom'; readonly panel: PanelName }
  | { readonly type: 'next' | 'back' | 'help' | 'smooth' | 'freeze' | 'pictures' | 'closer' | 'wider' | 'earlier' | 'later' }
  | { readonly type: 'more-concurrency' | 'fewer-concurrency' | 'checkpoint' | 'pause' | 'suspend' }
  | { readonly type: 'step' | 'slower' | 'faster' }
  | { readonly type: 'seek'; readonly seconds: number }
  | { readonly type: 'ask-quit' | 'quit' | 'stay' };

/** What of the dashboard's surroundings decides what a key does. */
export interface KeyContext {
  /** `run`: the run is this process's own. `watch`: another process's. `replay`: over, and played again. */
  readonly mode: 'run' | 'watch' | 'replay';
  /** Whether the question of `q` stands. */
  readonly asking: boolean;
  readonly help: boolean;
  readonly zoomed: boolean;
  /** Whether the run has ended. */
  readonly ended: boolean;
  /** Whether the run takes batches from a pipeline. */
  readonly pipeline: boolean;
  /** `none`: the recipe has drawn none. `off`: `--images off` was asked for. `no room`: only enlarged. */
  readonly pictures: 'shown' | 'none' | 'off' | 'no room';
  /** Whether the screen has one line and no panels. */
  readonly small: boolean;
  /** What of the run the charts show: see `edgesOf` (view.ts). */
  readonly charts: { readonly whole: boolean; readonly shortest: boolean; readonly first: boolean; readonly last: boolean };
  /** Whether a replay stands at its beginning, and at its end. */
  readonly replay: { readonly begins: boolean; readonly ends: boolean };
}

/** What came of a key: an action, a reason why there is none, or null for a key that means nothing anywhere. */
export type Answer = Action | { readonly type: 'reason'; readonly text: string } | null;

/** Keys by the names that `nameOf` (key-names.ts) gives, what they do, and where they cannot why. */
interface KeyBinding {
  readonly keys: readonly string[];
  /** As the help shows the keys and what they do. */
  readonly shown: string;
  readonly does: string;
  readonly modes?: readonly KeyContext['mode'][];
  /** Whether it changes nothing but panels. */
  readonly onPanels?: boolean;
  readonly answer: (key: string, context: KeyContext) => Answer;
}

const refusal = (text: string): Answer => ({ type: 'reason', text });
const always = (action: Action) => (): Answer => action;

/** An action on the run, for which it must be in progress and this process's own. */
const onRun = (action: Action, what: string, more: (context: KeyContext) => string | null = () => null) => (_: string, context: KeyContext): Answer => {
  if (context.mode === 'replay') return refusal(`this is a replay: ${what} as they were`);
  if (context.mode === 'watch') return refusal('this run belongs to another process: the keys there reach it');
  if (context.ended) return refusal('the run has ended');
  const reason = more(context);
  return reason === null ? action : refusal(reason);
};
const inReplay = (action: Action) => (_: string, { mode, replay }: KeyContext): Answer => {
  if (mode !== 'replay') return refusal('only a replay can be played otherwise than it goes');
  if (replay.ends && (action.type === 'step' || (action.type === 'seek' && action.seconds > 0))) return refusal('the replay is at its end');
  return replay.begins && action.type === 'seek' && action.seconds < 0 ? refusal('the replay is at its beginning') : action;
};
const concurrency = ({ pipeline }: KeyContext) => (pipeline ? null : 'this recipe takes no unlabelled pictures: there are no concurrency');

const tooSmall = `too small for panels: ${SMALLEST.columns}x${SMALLEST.rows} has them`;

const numbers = panelNames.map((_, index) => String(index + 1));

/** Every key, in the order of the help. */
export const keyBindings: readonly KeyBinding[] = [
  { keys: numbers, shown: '1-6', does: 'enlarge one panel', onPanels: true, answer: zoomTo },
  { keys: ['tab'], shown: 'tab', does: 'enlarge the next', onPanels: true, answer: always({ type: 'next' }) },
  { keys: ['0', 'escape'], shown: '0 esc', does: 'all panels again', onPanels: true, answer: (_, { zoomed, help }) => (zoomed || help ? { type: 'back' } : refusal('all panels are on the screen already')) },
  { keys: ['+', '='], shown: '+', does: 'a shorter stretch', onPanels: true, answer: stretch('closer') },
  { keys: ['-'], shown: '-', does: 'a longer stretch', onPanels: true, answer: stretch('wider') },
  { keys: ['left'], shown: '← →', does: 'earlier, later', modes: ['run', 'watch'], answer: arrow(-10, 'earlier') },
  { keys: ['right'], shown: '← →', does: '', modes: [], answer: arrow(10, 'later') },
  { keys: ['left', 'right'], shown: '← →', does: '10 s back, on', modes: ['replay'], answer: () => null },
  { keys: ['down'], shown: '↓ ↑', does: 'a minute back, on', modes: ['replay'], answer: inReplay({ type: 'seek', seconds: -60 }) },
  { keys: ['up'], shown: '↓ ↑', does: '', modes: [], answer: inReplay({ type: 'seek', seconds: 60 }) },
  { keys: ['h'], shown: 'h l', does: 'charts back, on', modes: ['replay'], onPanels: true, answer: stretch('earlier') },
  { keys: ['l'], shown: 'h l', does: '', modes: [], onPanels: true, answer: stretch('later') },
  { keys: ['s'], shown: 's', does: 'smooth the losses', onPanels: true, answer: always({ type: 'smooth' }) },
  { keys: ['f'], shown: 'f', does: 'freeze the screen', answer: always({ type: 'freeze' }) },
  { keys: ['i'], shown: 'i', does: 'pictures on, off', onPanels: true, answer: pictures },
  { keys: [']'], shown: '] [', does: 'more concurrency, fewer', modes: ['run'], answer: onRun({ type: 'more-concurrency' }, 'its concurrency stay', concurrency) },
  { keys: ['['], shown: '] [', does: '', modes: [], answer: onRun({ type: 'fewer-concurrency' }, 'its concurrency stay', concurrency) },
  { keys: ['c'], shown: 'c', does: 'a checkpoint now', modes: ['run'], answer: onRun({ type: 'checkpoint' }, 'its checkpoints are') },
  { keys: [' ', 'p'], shown: 'space', does: 'pause, go on', modes: ['run', 'replay'], answer: (key, context) => (context.mode === 'replay' ? { type: 'pause' } : onRun({ type: 'pause' }, '')(key, context)) },
  { keys: ['.'], shown: '.', does: 'one step, and pause', modes: ['replay'], answer: inReplay({ type: 'step' }) },
  { keys: ['<', ','], shown: '< >', does: 'slower, faster', modes: ['replay'], answer: inReplay({ type: 'slower' }) },
  { keys: ['>'], shown: '< >', does: '', modes: [], answer: inReplay({ type: 'faster' }) },
  { keys: ['?'], shown: '?', does: 'this list', onPanels: true, answer: always({ type: 'help' }) },
  { keys: ['q'], shown: 'q', does: 'quit', answer: (_, context) => (context.mode === 'run' && !context.ended ? { type: 'ask-quit' } : { type: 'quit' }) },
  { keys: ['ctrl-z'], shown: 'ctrl-z', does: 'to the shell (fg)', answer: always({ type: 'suspend' }) },
];

/** What `key` does here. Pure. */
export function answerTo(key: string, context: KeyContext): Answer {
  if (key === 'ctrl-c') return { type: 'quit' };
  if (key === 'ctrl-z') return { type: 'suspend' };
  if (context.asking) return key === 'y' || key === 'return' ? { type: 'quit' } : { type: 'stay' };
  const rows = keyBindings.filter(({ keys }) => keys.includes(key));
  for (const row of rows) {
    const answer = row.onPanels === true && context.small ? refusal(tooSmall) : row.answer(key, context);
    if (answer !== null) return answer;
  }
  return null;
}

/** What the help lists: keys and what they do, for one mode. */
export const helpFor = (mode: KeyContext['mode']): readonly { readonly shown: string; readonly does: string }[] =>
  keyBindings.filter(({ modes }) => modes === undefined || modes.includes(mode));

function zoomTo(key: string, context: KeyContext): Answer {
  const panel = panelNames[Number(key) - 1];
  if (panel === undefined) return null;
  const none = context.pictures === 'none' || context.pictures === 'off';
  return panel === 'pictures' && none ? pictures(key, context) : { type: 'zoom', panel };
}

function pictures(_: string, context: KeyContext): Answer {
  if (context.pictures === 'off') return refusal('pictures are off: --images auto shows them');
  if (context.pictures === 'no room') return refusal('no room for pictures beside the rest: 6 shows them alone');
  return context.pictures === 'none' ? refusal('no pictures yet: a recipe that generates draws some after every epoch') : { type: 'pictures' };
}

function arrow(seconds: number, otherwise: 'earlier' | 'later') {
  return (key: string, context: KeyContext): Answer => (context.mode === 'replay' ? inReplay({ type: 'seek', seconds }) : stretch(otherwise))(key, context);
}

function stretch(type: 'closer' | 'wider' | 'earlier' | 'later') {
  return (_: string, { charts, small }: KeyContext): Answer => {
    if (small) return refusal(tooSmall);
    const { whole, shortest, first, last } = charts;
    if (type === 'closer') return shortest ? refusal('no shorter stretch than this') : { type };
    if (whole) return refusal(type === 'wider' ? 'the charts show the whole run already' : 'the charts show the whole run: + shows a part of it');
    if (type === 'earlier' && first) return refusal('the charts show the beginning already');
    return type === 'later' && last ? refusal('the charts show the newest already') : { type };
  };
}
