import { describe, expect, it } from 'vitest';
import { Frame } from '../../src/tui/app.js';
import { answerTo } from '../../src/tui/keys/bindings.js';
import { keyContextOf } from '../../src/tui/keys/key-context.js';
import type { Model } from '../../src/tui/model/index.js';
import { wrapped } from '../../src/tui/text/wrap.js';
import { widthOf } from '../../src/tui/text/cells.js';
import { viewAfter, type View } from '../../src/tui/view.js';
import { cropped } from './cropped.js';
import { after, modelBefore, wholeModel } from './recorded.js';
import { sceneOf, view } from './scenes.js';
import { shownOn } from './shown.js';

/** Times differ with the machine's zone. */
const timeless = (frame: string): string => frame.replaceAll(/\d\d:\d\d:\d\d/g, 'hh:mm:ss');
const messages = (columns: number, rows: number, more: Parameters<typeof cropped>[3] = {}) => timeless(cropped('messages', columns, rows, more));

/** Types keys as a person does, on a terminal of this size. */
function typed(keys: readonly string[], model: Model = wholeModel, columns = 80, rows = 24, start: View = view): View {
  const context = (one: View) => keyContextOf({ mode: 'run', model, view: one, player: null, imagesOff: false, readsGrids: true, columns, rows, noticeRows: 0 });
  return keys.reduce((before, key) => {
    const answer = answerTo(key, context(before));
    return answer === null || answer.type === 'reason' ? before : viewAfter(before, answer);
  }, start);
}
const reason = (key: string, one: View, model: Model = wholeModel): string => {
  const answer = answerTo(key, keyContextOf({ mode: 'run', model, view: one, player: null, imagesOff: false, readsGrids: true, columns: 80, rows: 24, noticeRows: 0 }));
  return answer?.type === 'reason' ? answer.text : '';
};

describe('the small panel', () => {
  it('tells the results of the last epochs and of the run', () => {
    expect(messages(80, 24)).toMatchInlineSnapshot(`
      "
      ─ 5 messages ───────────────────────────────────────────────────────────────────|
        hh:mm:ss the run is done after 17.7 s: test accuracy 60.0 % of 40 pictures,   |
                 best validation 57.5 % at epoch 8                                    |
      "
    `);
    expect(messages(120, 40)).toMatchInlineSnapshot(`
      "
      ─ 5 messages ──────────────────────────────|
        hh:mm:ss epoch 11/12: accuracy 50.0 %,   |
                 loss 1.99; the best is 57.5 %   |
                 at epoch 8                      |
        hh:mm:ss epoch 12/12: accuracy 45.0 %,   |
                 loss 2.08; the best is 57.5 %   |
                 at epoch 8                      |
        hh:mm:ss the run is done after 17.7 s:   |
                 test accuracy 60.0 % of 40      |
                 pictures, best validation       |
                 57.5 % at epoch 8               |
      "
    `);
  });

  it('names the best epoch so far where an epoch is worse', () => {
    expect(modelBefore('checkpoint', 99).messages.map(({ text }) => text).filter((text) => text.startsWith('epoch'))).toMatchInlineSnapshot(`
      [
        "epoch 1/12: accuracy 47.5 %, loss 2.57; the best so far",
        "epoch 2/12: accuracy 45.0 %, loss 4.93; the best is 47.5 % at epoch 1",
        "epoch 3/12: accuracy 52.5 %, loss 2.73; the best so far",
        "epoch 4/12: accuracy 47.5 %, loss 3.04; the best is 52.5 % at epoch 3",
        "epoch 5/12: accuracy 50.0 %, loss 2.20; the best is 52.5 % at epoch 3",
        "epoch 6/12: accuracy 47.5 %, loss 2.21; the best is 52.5 % at epoch 3",
        "epoch 7/12: accuracy 45.0 %, loss 3.61; the best is 52.5 % at epoch 3",
        "epoch 8/12: accuracy 57.5 %, loss 1.08; the best so far",
        "epoch 9/12: accuracy 50.0 %, loss 1.50; the best is 57.5 % at epoch 8",
        "epoch 10/12: accuracy 47.5 %, loss 2.32; the best is 57.5 % at epoch 8",
        "epoch 11/12: accuracy 50.0 %, loss 1.99; the best is 57.5 % at epoch 8",
        "epoch 12/12: accuracy 45.0 %, loss 2.08; the best is 57.5 % at epoch 8",
      ]
    `);
  });

  it('begins with the beginning of a message, and cuts that', () => {
    const long = after(wholeModel, { type: 'log', level: 'info', message: 'one word after the other, '.repeat(20) });
    const rows = messages(80, 24, { model: long }).trim().split('\n').slice(1);
    expect(rows[0]).toMatch(/^ {2}hh:mm:ss one word .*… ?\|$/);
  });
});

describe('the enlarged panel', () => {
  it.each([[60, 15], [80, 24], [120, 40], [200, 50]])('shows the end of all messages at %ix%i', (columns, rows) => {
    const frame = messages(columns, rows, { view: typed(['5'], wholeModel, columns, rows) });
    expect(frame).toContain('hh:mm:ss the run is done after');
    expect(frame).not.toContain('checkpoint');
    if (columns === 60) expect(frame).toMatchInlineSnapshot(`
      "
      ─ 5 messages ───────────────────────────────────────────────|
                 is 57.5 % at epoch 8                             |
        hh:mm:ss epoch 10/12: accuracy 47.5 %, loss 2.32; the     |
                 best is 57.5 % at epoch 8                        |
        hh:mm:ss epoch 11/12: accuracy 50.0 %, loss 1.99; the     |
                 best is 57.5 % at epoch 8                        |
        hh:mm:ss epoch 12/12: accuracy 45.0 %, loss 2.08; the     |
                 best is 57.5 % at epoch 8                        |
        hh:mm:ss the run is done after 17.7 s: test accuracy      |
                 60.0 % of 40 pictures, best validation 57.5 % at |
                 epoch 8                                          |
      "
    `);
  });

  it('wraps a message at blanks, and loses no word of it', () => {
    const model = after(wholeModel, { type: 'log', level: 'warning', message: 'the disk is slow, '.repeat(9) });
    const frame = messages(60, 24, { model, view: typed(['5'], model, 60, 24) });
    expect(frame.replaceAll('|', '').match(/disk/g)).toHaveLength(9);
    expect(frame).not.toContain('…');
  });

  it('scrolls by rows and pages, stays where it is while messages come, and says where its ends are', () => {
    const top = typed(['5', 'home']);
    expect(messages(80, 24, { view: top })).toContain('the run begins: sgan');
    expect(reason('up', top)).toBe('these are the oldest messages');
    expect(reason('end', typed(['5']))).toBe('these are the newest messages');
    const up = typed(['5', 'up', 'up']);
    expect(messages(80, 24, { view: up })).toMatch(/\d+ above, 2 below/);
    expect(messages(80, 24, { view: typed(['5', 'pageup', 'pagedown']) })).toBe(messages(80, 24, { view: typed(['5']) }));
    const later = after(wholeModel, { type: 'log', level: 'info', message: 'later' });
    const body = (frame: string) => frame.split('\n').slice(2);
    expect(body(messages(80, 24, { view: up, model: later }))).toEqual(body(messages(80, 24, { view: up })));
    expect(messages(80, 24, { view: typed(['5', 'home', 'end']), model: later })).toContain('later');
  });

  it('filters by level: results, warnings, all', () => {
    const model = after(wholeModel, { type: 'log', level: 'warning', message: 'the disk is slow' });
    const at = (keys: readonly string[]) => messages(80, 24, { model, view: typed(keys, model) });
    expect(at(['5'])).toContain('epoch 12/12');
    expect(at(['5', 'w'])).not.toContain('epoch');
    expect(at(['5', 'w'])).toMatch(/warnings only[^]*the disk is slow/);
    expect(at(['5', 'w', 'w'])).toMatch(/all messages[^]*checkpoint: the last weights/);
    expect(at(['5', 'w', 'w', 'w'])).toBe(at(['5']));
    expect(messages(80, 24, { view: typed(['5', 'w']) })).toContain('no warning yet');
  });

  it('searches as a person types, shows that in the footer, and goes from match to match', () => {
    const footer = (one: View) => shownOn(<Frame {...sceneOf(80, 24, { view: one })} />, 80, 24).lines[22];
    const typing = typed(['/', 'B', 'E', 'S', 'T', ' ', 's']);
    expect(typing.zoomed).toBe('messages');
    expect(footer(typing)).toMatch(/^ \/BEST s_ {3}enter keeps/);
    expect(messages(80, 24, { view: typing })).toMatch(/1 of \d+ "BEST s"/);
    expect(typed(['/', 'a', 'backspace', 'b']).messages.search).toBe('b');
    const kept = typed(['return'], wholeModel, 80, 24, typing);
    expect(footer(kept)).toContain('q quit');
    const older = typed(['n'], wholeModel, 80, 24, kept);
    expect(messages(80, 24, { view: older })).toMatch(/2 of \d+ "BEST s"[^]*▸ hh:mm:ss epoch/);
    expect(typed(['N'], wholeModel, 80, 24, older).messages.match).toBe(kept.messages.match);
    expect(typed(['N'], wholeModel, 80, 24, kept).messages.match?.text).toContain('epoch 1/12');
    expect(typed(['escape'], wholeModel, 80, 24, kept)).toMatchObject({ zoomed: 'messages', messages: { search: '', match: null } });
    expect(typed(['escape', 'escape'], wholeModel, 80, 24, typing).zoomed).toBeNull();
  });

  it('says that nothing matches, and that there is nothing to search', () => {
    const none = typed(['/', 'z', 'z', 'z', 'return']);
    expect(messages(80, 24, { view: none })).toContain('no match of "zzz"');
    expect(reason('n', none)).toBe('no message has "zzz"');
    expect(reason('n', typed(['5']))).toBe('/ searches the messages');
    expect(reason('pageup', view)).toBe('this key scrolls the messages (5) and the table of epochs (t)');
  });

  it('takes q and other keys as text while a person types, but not Ctrl-C', () => {
    expect(typed(['/', 'q', '1', '?']).messages.search).toBe('q1?');
    expect(answerTo('ctrl-c', keyContextOf({ mode: 'run', model: wholeModel, view: typed(['/']), player: null, imagesOff: false, readsGrids: true, columns: 80, rows: 24, noticeRows: 0 }))).toEqual({ type: 'quit' });
  });
});

it('wraps at blanks, breaks long words, and counts wide characters', () => {
  expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapped('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij']);
  expect(wrapped('', 5)).toEqual(['']);
  for (const row of wrapped('猫が庭で寝ている 猫', 5)) expect(widthOf(row)).toBeLessThanOrEqual(5);
});
