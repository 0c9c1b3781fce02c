/** Bytes that are written one after the other. What goes beyond the end of `bytes` is counted in `length`, but not kept. */
export class ByteOutput {
  bytes: Buffer;
  length = 0;

  /** @param size the number of bytes to begin with */
  constructor(size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
  }

  putByte(code: number): void {
    this.bytes[this.length] = code;
    this.length += 1;
  }

  /** Adds a few bytes: a native copy would take longer. */
  put(added: Uint8Array): void {
    this.copy(added, 0, added.length);
  }

  /** Adds the bytes of `source` from `start` to `end`. */
  copy(source: Uint8Array, start: number, end: number): void {
    const { bytes } = this;
    let to = this.length;
    for (let at = start; at < end; at += 1) bytes[to++] = source[at] as number;
    this.length = to;
  }

  /** Enlarges `bytes`, so that twice the length counted fits. @param kept the bytes to keep */
  grow(kept: number): void {
    const larger = Buffer.allocUnsafeSlow(this.length * 2);
    larger.set(this.bytes.subarray(0, kept));
    this.bytes = larger;
  }
}
