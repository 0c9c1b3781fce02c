/** Ids in Databricks' formats, always in the same order for the same seed. */
export class Ids {
  #state: number;

  /** @param purpose sets apart the ids of one seed that are not to resemble each other */
  constructor(seed: number, purpose = "") {
    this.#state = seed >>> 0;
    for (const character of purpose) {
      this.#state = Math.imul(this.#state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    }
  }

  /** A number from 0 up to, not including, 1 (mulberry32). */
  #random(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  #of(alphabet: string, length: number): string {
    let text = "";
    while (text.length < length) text += alphabet[Math.floor(this.#random() * alphabet.length)];
    return text;
  }

  /** Lower-case hexadecimal digits. */
  hex(length: number): string {
    return this.#of("0123456789abcdef", length);
  }

  /** Decimal digits, the first of them never 0. */
  digits(length: number): string {
    return this.#of("123456789", 1) + this.#of("0123456789", length - 1);
  }

  /** A statement's id, of the time-ordered form `01ef9de4-091e-1cca-a458-a00ed5ab7b11`. */
  statement(): string {
    return `01f0${this.hex(4)}-${this.hex(4)}-1${this.hex(3)}-a${this.hex(3)}-${this.hex(12)}`;
  }

  /** The id of a job, a run, the run of a task or a repair. */
  job(): number {
    return Number(this.digits(15));
  }

  /** A random (version 4) UUID. */
  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-8${this.hex(3)}-${this.hex(12)}`;
  }

  /** A cluster's id: when it was made, and eight letters and digits, as in `1118-093000-k3yboard`. */
  cluster(madeAt: number): string {
    const [, month, day, hour, minute, second] = new Date(madeAt).toISOString().split(/[-T:.]/);
    const name = this.#of("abcdefghijklmnopqrstuvwxyz0123456789", 8);
    return `${month}${day}-${hour}${minute}${second}-${name}`;
  }
}
