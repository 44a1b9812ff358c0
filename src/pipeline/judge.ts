import { Errors } from './errors.js';
import type { Filling } from './filling.js';
import type { Quarantine } from './quarantine.js';
import type { BadShare, TooManyBad } from './share.js';

/** @throws WorkFailed when this batch shows that too many samples are bad */
export function judge(filling: Filling, share: BadShare, quarantine: Quarantine): void {
  for (const { bad, filled } of filling.met) {
    const distinct = new Set(bad).size;
    if (distinct === share.total) throw Errors.allBad(share.total, quarantine.all());
    share.meet(bad);
    const row: TooManyBad = { count: distinct, of: distinct, words: `${distinct} pictures in a row` };
    const tooMany = share.exceeded() ?? (filled ? null : row);
    if (tooMany !== null) throw Errors.tooManyBad(tooMany, share.limit, quarantine.all());
  }
}
