/** What the first characters of a line tell, found without parsing it. */
export interface Peek {
  readonly seq: number;
  readonly time: number;
  readonly type: string;
  /** The number that follows the type in events that begin with one: a step's or an epoch's `epoch`; else NaN. */
  readonly epoch: number;
  /** The next one: a step's `step`; else NaN. */
  readonly step: number;
}

const ZERO = 48;
const NINE = 57;
const QUOTE = 34;
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const KEYS = { v: ascii('{"v":'), seq: ascii(',"seq":'), time: ascii(',"time":'), type: ascii(',"type":"'), epoch: ascii('","epoch":'), step: ascii(',"step":') };

/**
 * Reads the beginning of a line as whisker itself writes it, some twenty times as fast as JSON is parsed.
 * @param at where the line begins in `bytes`, and `end` where it ends
 * @returns undefined where it is written in another way, and parsing must tell
 */
export function peek(bytes: Uint8Array, at: number, end: number): Peek | undefined {
  const reader = new Reader(bytes, at, end);
  const v = reader.number(KEYS.v);
  const seq = reader.number(KEYS.seq);
  const time = reader.number(KEYS.time);
  const type = reader.word(KEYS.type);
  if (v !== 1 || Number.isNaN(seq + time) || type === '') return undefined;
  const epoch = reader.number(KEYS.epoch);
  return { seq, time, type, epoch, step: Number.isNaN(epoch) ? Number.NaN : reader.number(KEYS.step) };
}

class Reader {
  constructor(private readonly bytes: Uint8Array, private at: number, private readonly end: number) {}

  /** The whole number behind `key`; NaN where another thing stands there. */
  number(key: Uint8Array): number {
    if (!this.skip(key)) return Number.NaN;
    let value = 0;
    const first = this.at;
    for (; this.at < this.end; this.at += 1) {
      const byte = this.bytes[this.at] ?? 0;
      if (byte < ZERO || byte > NINE) break;
      value = value * 10 + byte - ZERO;
    }
    return this.at === first ? Number.NaN : value;
  }

  /** What stands behind `key` up to the next quotation mark, which is left standing. */
  word(key: Uint8Array): string {
    if (!this.skip(key)) return '';
    let text = '';
    for (; this.at < this.end && this.bytes[this.at] !== QUOTE; this.at += 1) text += String.fromCharCode(this.bytes[this.at] ?? 0);
    return text;
  }

  private skip(key: Uint8Array): boolean {
    for (let index = 0; index < key.length; index += 1) if (this.bytes[this.at + index] !== key[index]) return false;
    this.at += key.length;
    return true;
  }
}
