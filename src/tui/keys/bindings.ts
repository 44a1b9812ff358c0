import type { Scale } from '../charts/index.js';
import type { MessageView } from '../message-list.js';
import { panelNames, SMALLEST, type PanelName } from '../layout.js';
import { plain } from '../text/cells.js';
import { beginSearch, goToMatch, nextFilter, scrollMessages, typeSearch, type KeyMessages } from './message-keys.js';

/** The effect of a key. */
export type Action =
  | { readonly type: 'zoom'; readonly panel: PanelName }
  | { readonly type: 'next' | 'back' | 'help' | 'help-page' | 'smooth' | 'freeze' | 'pictures' | 'views' | 'closer' | 'wider' | 'earlier' | 'later' }
  | { readonly type: 'scale'; readonly scale: Scale }
  /** Puts the cursor on the charts, or takes it off; moves it by a share of their range. */
  | { readonly type: 'cursor' }
  | { readonly type: 'read'; readonly by: number }
  /** Shows the messages enlarged, as this view has them. */
  | { readonly type: 'messages'; readonly messages: MessageView }
  /** Scrolls the table of epochs by so many rows towards its beginning. */
  | { readonly type: 'scroll'; readonly by: number }
  | { readonly type: 'more-concurrency' | 'less-concurrency' | 'more-prefetch' | 'less-prefetch' | 'more-workers' | 'less-workers' | 'autotune' | 'checkpoint' | 'pause' | 'suspend' | 'mouse' }
  | { readonly type: 'step' | 'slower' | 'faster' }
  | { readonly type: 'seek'; readonly seconds: number }
  | { readonly type: 'ask-quit' | 'quit' | 'stay' };

/** The state of the dashboard that decides what a key does. */
export interface KeyContext {
  /** `run`: this process trains the run. `watch`: another process does. `replay`: the run is over and plays again. */
  readonly mode: 'run' | 'watch' | 'replay';
  /** Whether the dashboard asks if the run should end. */
  readonly asking: boolean;
  readonly help: boolean;
  /** Whether the help has another page. */
  readonly moreHelp: boolean;
  readonly zoomed: boolean;
  readonly ended: boolean;
  /** Whether the run takes batches from a pipeline. */
  readonly pipeline: boolean;
  /** `none`: the run has no pictures yet. `off`: `--images off`. `no room`: pictures are shown only when zoomed. */
  readonly pictures: 'shown' | 'none' | 'off' | 'no room';
  /** The kinds of pictures that the run has so far. */
  readonly grids: { readonly generated: boolean; readonly views: boolean };
  /** Whether the terminal is too small for panels. */
  readonly small: boolean;
  /** The y axis of the losses. */
  readonly scale: Scale;
  /** How far an arrow moves the cursor of the charts, a share of their range; null without a cursor. */
  readonly cursorStep: number | null;
  readonly messages: KeyMessages;
  /** Whether a chart with values to read is shown. */
  readonly readable: boolean;
  /** The table of epochs: the rows above and below those that it shows, and how many these are. Null where it is not shown. */
  readonly table: { readonly above: number; readonly below: number; readonly page: number } | null;
  /** Limits of the charts' range that are reached: see `edgesOf` in view.ts. */
  readonly charts: { readonly whole: boolean; readonly shortest: boolean; readonly first: boolean; readonly last: boolean };
  readonly replay: { readonly atStart: boolean; readonly atEnd: boolean };
}

/** An action, the reason why the key does nothing here, or null for a key that has no meaning anywhere. */
export type Answer = Action | { readonly type: 'reason'; readonly text: string } | null;

interface KeyBinding {
  /** Names as `namesOf` in key-names.ts returns them. */
  readonly keys: readonly string[];
  /** The keys and the effect as the help lists them. */
  readonly shown: string;
  readonly does: string;
  /** The modes whose help lists the keys. @default all of them */
  readonly modes?: readonly KeyContext['mode'][];
  /** Whether the key changes panels only. */
  readonly onPanels?: boolean;
  readonly answer: (key: string, context: KeyContext) => Answer;
}

const refusal = (text: string): Answer => ({ type: 'reason', text });
const always = (action: Action) => (): Answer => action;

/** Allows an action while this process trains the run. @param inReplay why a replay refuses it */
const onRun = (action: Action, inReplay: string, refusalOf: (context: KeyContext) => string | null = () => null) => (_: string, context: KeyContext): Answer => {
  if (context.mode === 'replay') return refusal(inReplay);
  if (context.mode === 'watch') return refusal('another process trains this run: use the keys there');
  if (context.ended) return refusal('the run has ended');
  const reason = refusalOf(context);
  return reason === null ? action : refusal(reason);
};
const onReplay = (action: Action) => (_: string, { mode, replay }: KeyContext): Answer => {
  if (mode !== 'replay') return refusal('this key works in a replay only');
  if (replay.atEnd && (action.type === 'step' || (action.type === 'seek' && action.seconds > 0))) return refusal('the replay is at its end');
  return replay.atStart && action.type === 'seek' && action.seconds < 0 ? refusal('the replay is at its beginning') : action;
};
const needsPipeline = ({ pipeline }: KeyContext) => (pipeline ? null : 'this recipe reads no unlabelled pictures, so there is no pipeline to tune');
const PREFETCH_IN_REPLAY = 'this is a replay: its prefetch cannot change';
const WORKERS_IN_REPLAY = 'this is a replay: the number of its workers cannot change';
const CONCURRENCY_IN_REPLAY = 'this is a replay: its concurrency cannot change';

const TOO_SMALL = `the terminal is too small for panels: they need ${SMALLEST.columns}x${SMALLEST.rows}`;

const numbers = panelNames.map((_, index) => String(index + 1));

/** All keys, in the order of the help. */
export const keyBindings: readonly KeyBinding[] = [
  { keys: numbers, shown: '1-6', does: 'zoom one panel', onPanels: true, answer: zoomTo },
  { keys: ['tab'], shown: 'tab', does: 'zoom the next panel', onPanels: true, answer: always({ type: 'next' }) },
  { keys: ['0', 'escape'], shown: '0 esc', does: 'show all panels', onPanels: true, answer: (_, { zoomed, help, cursorStep }) => (zoomed || help || cursorStep !== null ? { type: 'back' } : refusal('all panels are shown already')) },
  { keys: ['t'], shown: 't', does: 'epoch table: ↑ ↓', onPanels: true, answer: always({ type: 'zoom', panel: 'epochs' }) },
  { keys: ['up', 'down', 'pageup', 'pagedown', 'home', 'end'], shown: '', does: '', modes: [], answer: scroll },
  { keys: ['+', '='], shown: '+', does: 'shorter range', onPanels: true, answer: moveRange('closer') },
  { keys: ['-'], shown: '-', does: 'longer range', onPanels: true, answer: moveRange('wider') },
  { keys: ['up', 'down'], shown: '', does: '', modes: [], answer: onMessages((messages, key) => scrollMessages(key, messages)) },
  { keys: ['pageup', 'pagedown', 'home', 'end'], shown: '↑↓ pgup', does: 'scroll', onPanels: true, answer: onMessages((messages, key) => scrollMessages(key, messages) ?? 'this key scrolls the messages (5) and the table of epochs (t)') },
  { keys: ['w'], shown: 'w', does: 'filter messages', onPanels: true, answer: onMessages(nextFilter) },
  { keys: ['/'], shown: '/ n N', does: 'search messages', onPanels: true, answer: onMessages(beginSearch) },
  { keys: ['n'], shown: '', does: '', modes: [], onPanels: true, answer: onMessages((messages) => goToMatch(1, messages)) },
  { keys: ['N'], shown: '', does: '', modes: [], onPanels: true, answer: onMessages((messages) => goToMatch(-1, messages)) },
  { keys: ['left'], shown: '← →', does: 'earlier, later range', modes: ['run', 'watch'], answer: arrow(-10, 'earlier') },
  { keys: ['right'], shown: '← →', does: '', modes: [], answer: arrow(10, 'later') },
  { keys: ['left', 'right'], shown: '← →', does: 'back, forward 10 s', modes: ['replay'], answer: () => null },
  { keys: ['down'], shown: '↓ ↑', does: 'back, forward 1 min', modes: ['replay'], answer: onReplay({ type: 'seek', seconds: -60 }) },
  { keys: ['up'], shown: '↓ ↑', does: '', modes: [], answer: onReplay({ type: 'seek', seconds: 60 }) },
  { keys: ['h'], shown: 'h l', does: 'earlier, later range', modes: ['replay'], onPanels: true, answer: moveRange('earlier') },
  { keys: ['l'], shown: 'h l', does: '', modes: [], onPanels: true, answer: moveRange('later') },
  { keys: ['s'], shown: 's', does: 'smooth the losses', onPanels: true, answer: always({ type: 'smooth' }) },
  { keys: ['y'], shown: 'y', does: 'linear, log losses', onPanels: true, answer: (_, { scale }) => ({ type: 'scale', scale: scale === 'log' ? 'linear' : 'log' }) },
  { keys: ['x'], shown: 'x', does: 'read values: ← →', onPanels: true, answer: (_, { readable }) => (readable ? { type: 'cursor' } : refusal('x reads values off the charts: escape shows them')) },
  { keys: ['f'], shown: 'f', does: 'freeze the screen', answer: always({ type: 'freeze' }) },
  { keys: ['i'], shown: 'i', does: 'pictures on, off', onPanels: true, answer: pictures },
  { keys: ['v'], shown: 'v', does: 'generated, or views', onPanels: true, answer: switchGrid },
  { keys: [']'], shown: '] [', does: 'concurrency up, down', modes: ['run'], answer: onRun({ type: 'more-concurrency' }, CONCURRENCY_IN_REPLAY, needsPipeline) },
  { keys: ['['], shown: '] [', does: '', modes: [], answer: onRun({ type: 'less-concurrency' }, CONCURRENCY_IN_REPLAY, needsPipeline) },
  { keys: ['}'], shown: '} {', does: 'prefetch up, down', modes: ['run'], answer: onRun({ type: 'more-prefetch' }, PREFETCH_IN_REPLAY, needsPipeline) },
  { keys: ['{'], shown: '} {', does: '', modes: [], answer: onRun({ type: 'less-prefetch' }, PREFETCH_IN_REPLAY, needsPipeline) },
  { keys: [')'], shown: ') (', does: 'workers up, down', modes: ['run'], answer: onRun({ type: 'more-workers' }, WORKERS_IN_REPLAY, needsPipeline) },
  { keys: ['('], shown: ') (', does: '', modes: [], answer: onRun({ type: 'less-workers' }, WORKERS_IN_REPLAY, needsPipeline) },
  { keys: ['a'], shown: 'a', does: 'autotune again', modes: ['run'], answer: onRun({ type: 'autotune' }, 'this is a replay: nothing is tuned', needsPipeline) },
  { keys: ['c'], shown: 'c', does: 'write a checkpoint', modes: ['run'], answer: onRun({ type: 'checkpoint' }, 'this is a replay: it writes no checkpoint') },
  { keys: [' ', 'p'], shown: 'space', does: 'pause, resume', modes: ['run', 'replay'], answer: (key, context) => (context.mode === 'replay' ? { type: 'pause' } : onRun({ type: 'pause' }, '')(key, context)) },
  { keys: ['.'], shown: '.', does: 'one step, then pause', modes: ['replay'], answer: onReplay({ type: 'step' }) },
  { keys: ['<', ','], shown: '< >', does: 'slower, faster', modes: ['replay'], answer: onReplay({ type: 'slower' }) },
  { keys: ['>'], shown: '< >', does: '', modes: [], answer: onReplay({ type: 'faster' }) },
  { keys: ['m'], shown: 'm', does: 'mouse on, off', answer: always({ type: 'mouse' }) },
  { keys: ['?'], shown: '?', does: 'this list', onPanels: true, answer: (_, { help, moreHelp }) => ({ type: help && moreHelp ? 'help-page' : 'help' }) },
  { keys: ['q'], shown: 'q', does: 'quit', answer: (_, context) => (context.mode === 'run' && !context.ended ? { type: 'ask-quit' } : { type: 'quit' }) },
  { keys: ['ctrl-z'], shown: 'ctrl-z', does: 'suspend (fg resumes)', answer: always({ type: 'suspend' }) },
];

/** Returns what a key does here. Pure. */
export function answerTo(key: string, context: KeyContext): Answer {
  if (key === 'ctrl-c') return { type: 'quit' };
  if (key === 'ctrl-z') return { type: 'suspend' };
  if (context.asking) return key === 'y' || key === 'return' ? { type: 'quit' } : { type: 'stay' };
  // A terminal that became too small shows no search.
  if (context.messages.view.typing && !context.small) return onMessages((messages) => typeSearch(key, messages))(key, context);
  for (const binding of keyBindings.filter(({ keys }) => keys.includes(key))) {
    const answer = binding.onPanels === true && context.small ? refusal(TOO_SMALL) : binding.answer(key, context);
    if (answer !== null) return answer;
  }
  return refusal(`${nameOf(key)} does nothing; ? lists the keys`);
}

/** Returns a key as people call it. */
const nameOf = (key: string): string => (key === 'return' ? 'enter' : plain(key).trim() || 'this key');

/** Returns the keys that the help lists in a mode. */
export const helpFor = (mode: KeyContext['mode']): readonly { readonly shown: string; readonly does: string }[] =>
  keyBindings.filter(({ modes }) => modes === undefined || modes.includes(mode));

function onMessages(next: (messages: KeyMessages, key: string) => MessageView | string | null) {
  return (key: string, { messages }: KeyContext): Answer => {
    const after = next(messages, key);
    if (after === null) return null;
    return typeof after === 'string' ? refusal(after) : { type: 'messages', messages: after };
  };
}

/** Scrolls the table of epochs; null where it is not shown. */
function scroll(key: string, { table, small }: KeyContext): Answer {
  if (table === null || small) return null;
  const { above, below, page } = table;
  const isUp = key === 'up' || key === 'pageup' || key === 'home';
  if ((isUp ? above : below) === 0) return refusal(isUp ? 'this is the first row' : 'this is the newest row');
  const rows = key === 'up' || key === 'down' ? 1 : key === 'home' || key === 'end' ? Infinity : page;
  return { type: 'scroll', by: isUp ? Math.min(above, rows) : -Math.min(below, rows) };
}

function zoomTo(key: string, context: KeyContext): Answer {
  const panel = panelNames[Number(key) - 1];
  if (panel === undefined) return null;
  const hasNone = context.pictures === 'none' || context.pictures === 'off';
  return panel === 'pictures' && hasNone ? pictures(key, context) : { type: 'zoom', panel };
}

function pictures(_: string, context: KeyContext): Answer {
  if (context.pictures === 'off') return refusal('pictures are off: --images auto shows them');
  if (context.pictures === 'no room') return refusal('no room for pictures beside the other panels: 6 zooms them');
  return context.pictures === 'none' ? refusal('no pictures yet: they appear after the first step') : { type: 'pictures' };
}

/** Switches between generated pictures and views, where the run has both. */
function switchGrid(key: string, context: KeyContext): Answer {
  if (context.pictures === 'off' || context.pictures === 'none') return pictures(key, context);
  if (!context.grids.generated) return refusal('the run has generated no pictures yet: these are the views');
  return context.grids.views ? { type: 'views' } : refusal('the run has no views of pictures: these are generated');
}

function arrow(seconds: number, otherwise: 'earlier' | 'later') {
  return (key: string, context: KeyContext): Answer => {
    const { cursorStep, small } = context;
    if (cursorStep !== null && !small) return { type: 'read', by: Math.sign(seconds) * cursorStep };
    return (context.mode === 'replay' ? onReplay({ type: 'seek', seconds }) : moveRange(otherwise))(key, context);
  };
}

function moveRange(type: 'closer' | 'wider' | 'earlier' | 'later') {
  return (_: string, { charts, small }: KeyContext): Answer => {
    if (small) return refusal(TOO_SMALL);
    const { whole, shortest, first, last } = charts;
    if (type === 'closer') return shortest ? refusal('the charts show their shortest range') : { type };
    if (whole) return refusal(type === 'wider' ? 'the charts show the whole run already' : 'the charts show the whole run: + shows a part of it');
    if (type === 'earlier' && first) return refusal('the charts show the beginning already');
    return type === 'later' && last ? refusal('the charts show the newest steps already') : { type };
  };
}
