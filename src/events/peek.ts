/** The first fields of a line. */
export interface EventHead {
  readonly seq: number;
  readonly time: number;
  readonly type: string;
  /** `epoch` of a step or an epoch event; NaN in other types. */
  readonly epoch: number;
  /** `step` of a step event; NaN in other types. */
  readonly step: number;
}

const ZERO = 48;
const NINE = 57;
const QUOTE = 34;
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const KEYS = { v: ascii('{"v":'), seq: ascii(',"seq":'), time: ascii(',"time":'), type: ascii(',"type":"'), epoch: ascii('","epoch":'), step: ascii(',"step":') };

/**
 * Reads the first fields of a line without parsing JSON, which is about twenty times as fast.
 * @param start first byte of the line in `bytes`
 * @param end byte after the line
 * @returns undefined if the line is not written as whisker writes it; then it must be parsed
 */
export function peek(bytes: Uint8Array, start: number, end: number): EventHead | undefined {
  const reader = new Reader(bytes, start, end);
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

  /** Returns the whole number after `key`, or NaN. */
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

  /** Returns the text after `key` up to the next quotation mark, or ''. */
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
