import { concat, map, NEVER, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { giveCredits, type BatchBuffer, type CreditOptions } from '../../../src/pipeline/operators/credits.js';
import { marbles } from '../marbles.js';

/** A number that never changes. */
const fixed = (value: number) => concat(of(value), NEVER);

describe('giveCredits', () => {
  /** Names buffers by letters, and keeps the latest buffer of each letter. */
  function lettered(options: Partial<CreditOptions> = {}) {
    const letters = new Map<SharedArrayBuffer, string>();
    const latest = new Map<string, BatchBuffer>();
    let taken = 0;
    const buffers = giveCredits({ prefetch: fixed(2), bytes: 8, credits: Infinity, onTaken: (change) => void (taken += change), ...options }).pipe(
      map((buffer) => {
        const letter = letters.get(buffer.memory) ?? 'AB'[letters.size];
        letters.set(buffer.memory, letter);
        latest.set(letter, buffer);
        return letter;
      }),
    );
    return { buffers, giveBack: (letter: string) => latest.get(letter)?.giveBack(), taken: () => taken, latest };
  }

  it('emits every buffer, and emits it again when it is given back', marbles(({ at, expectObservable }) => {
    const { buffers, giveBack } = lettered();
    at(4, () => giveBack('B'));
    at(7, () => giveBack('A'));
    at(8, () => giveBack('A'));
    expectObservable(buffers).toBe('(AB)B--AA-');
  }));

  it('emits no buffer again after the last credit', marbles(({ at, expectObservable }) => {
    const { buffers, giveBack, taken } = lettered({ credits: 3 });
    at(4, () => giveBack('B'));
    at(5, () => giveBack('A'));
    at(6, () => giveBack('B'));
    at(7, () => expect(taken()).toBe(0));
    expectObservable(buffers).toBe('(AB)B---');
  }));

  it('makes no more buffers than there are credits', marbles(({ expectObservable }) => {
    expectObservable(lettered({ credits: 1 }).buffers).toBe('A---');
    expectObservable(lettered({ credits: 0 }).buffers).toBe('----');
  }));

  it('accepts a buffer back once, and only from its latest holder', () => {
    const { buffers, latest, giveBack, taken } = lettered();
    const seen: string[] = [];
    buffers.subscribe((letter) => seen.push(letter));
    const before = latest.get('A');
    before?.giveBack();
    before?.giveBack();
    expect(seen.join('')).toBe('ABA');
    giveBack('A');
    expect(seen.join('')).toBe('ABAA');
    expect(taken()).toBe(2);
  });

  it('counts no buffer as taken after its end, even if one is still held', () => {
    const { buffers, giveBack, taken } = lettered();
    const subscription = buffers.subscribe();
    expect(taken()).toBe(2);
    subscription.unsubscribe();
    expect(taken()).toBe(0);
    giveBack('A');
    expect(taken()).toBe(0);
  });

  it('makes a buffer when the prefetch rises, and drops one when it falls', marbles(({ at, hot, expectObservable }) => {
    const latest: BatchBuffer[] = [];
    const letters = new Map<SharedArrayBuffer, string>();
    const prefetch = hot('     1---2-----1-------2-', { 1: 1, 2: 2 });
    const given = giveCredits({ prefetch, bytes: 8, credits: Infinity, onTaken: () => undefined }).pipe(
      map((buffer) => {
        latest.push(buffer);
        const letter = letters.get(buffer.memory) ?? 'ABC'[letters.size];
        letters.set(buffer.memory, letter);
        return letter;
      }),
    );
    at(7, () => latest[0].giveBack());
    at(12, () => latest[1].giveBack());
    at(14, () => latest[2].giveBack());
    expectObservable(given).toBe('A---B--A------A---C-');
  }));});
