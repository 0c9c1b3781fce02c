/** Gathers texts into two long strings, of which each text is a part: native code makes few long strings fast. */
import { backslash, escapedUnit, escapeLength, plainBytes, quote, shortEscape } from "./jsonBytes";

/** ASCII that stands for itself inside JSON text. */
const asciiBytes = plainBytes.map((plain, code) => (code < 0x80 ? plain : 0));

/** The texts of a block: Latin-1 ones with a byte a letter, others with two. What has no room is counted, not kept. */
export class TextBlock {
  /** The letters gathered. */
  latinLength = 0;
  wideLength = 0;
  /** Whether the last text is one of two bytes a letter. */
  isWide = false;
  #latin: Buffer;
  #wide: Uint16Array;

  /** @param size the room to begin with, in letters */
  constructor(size: number) {
    this.#latin = Buffer.allocUnsafeSlow(size);
    this.#wide = new Uint16Array(size);
  }

  /**
   * Adds the JSON text at a position.
   * @param start behind its opening quote
   * @returns where its closing quote is; -1 when it is not JSON
   */
  add(source: Uint8Array, start: number): number {
    const latin = this.#latin;
    let to = this.latinLength;
    let at = start;
    let code = source[at] as number;
    while (asciiBytes[code] === 1) {
      latin[to++] = code;
      code = source[++at] as number;
    }
    if (code !== quote) return this.#addAny(source, start);
    this.latinLength = to;
    this.isWide = false;
    return at;
  }

  /** Adds ASCII letters. */
  addAscii(source: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; at += 1) this.#latin[this.latinLength++] = source[at] as number;
    this.isWide = false;
  }

  /** Whether all that was added was kept. If not, there is room now for what comes again. */
  hadRoom(): boolean {
    if (this.latinLength <= this.#latin.length && this.wideLength <= this.#wide.length) return true;
    const latin = Buffer.allocUnsafeSlow(Math.max(this.#latin.length, this.latinLength * 2));
    const wide = new Uint16Array(Math.max(this.#wide.length, this.wideLength * 2));
    latin.set(this.#latin);
    wide.set(this.#wide);
    this.#latin = latin;
    this.#wide = wide;
    return false;
  }

  latinString(): string {
    return this.#latin.toString("latin1", 0, this.latinLength);
  }

  wideString(): string {
    return Buffer.from(this.#wide.buffer, 0, this.wideLength * 2).toString("utf16le");
  }

  /** Adds a text with escapes or letters beyond ASCII. */
  #addAny(source: Uint8Array, start: number): number {
    const wide = this.#wide;
    const first = this.wideLength;
    let to = first;
    let at = start;
    let letters = 0;
    for (let code = source[at] as number; code !== quote; code = source[at] as number) {
      let unit = code;
      if (asciiBytes[code] === 1) at += 1;
      else if (code === backslash) {
        const width = escapeLength(source, at);
        if (width === 0) return -1;
        unit = shortEscape(source, at) || escapedUnit(source, at);
        at += width;
      } else if (code >= 0x80) {
        const more = code < 0xe0 ? 1 : code < 0xf0 ? 2 : 3;
        unit = code & (0x3f >> more);
        for (let index = 1; index <= more; index += 1)
          unit = (unit << 6) | ((source[at + index] as number) & 0x3f);
        at += more + 1;
        if (unit > 0xffff) {
          wide[to++] = 0xd800 + ((unit - 0x10000) >> 10);
          unit = 0xdc00 + (unit & 0x3ff);
        }
      } else return -1;
      wide[to++] = unit;
      letters |= unit;
    }
    this.isWide = letters > 0xff;
    if (this.isWide || to > wide.length) this.wideLength = to;
    else
      for (let index = first; index < to; index += 1) this.#latin[this.latinLength++] = wide[index] as number;
    return at;
  }
}
