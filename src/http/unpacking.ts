/** Unpacks the bodies of responses. One that ends too early fails: axios would take what has come for the whole. */
import { pipeline, Readable } from "node:stream";
import { createBrotliDecompress, createInflateRaw, createUnzip } from "node:zlib";
import type { AxiosResponse } from "axios";

type Unpacker = ReturnType<typeof createBrotliDecompress | typeof createInflateRaw | typeof createUnzip>;

/** Some servers send deflated bytes without the header that they should have. */
const createInflate = ([first = 0]: Buffer): Unpacker =>
  (first & 0x0f) === 8 ? createUnzip() : createInflateRaw();

/** By the codings that axios asks for, and their older names. @param beginning the first packed bytes */
const unpackers: ReadonlyMap<string, (beginning: Buffer) => Unpacker> = new Map([
  ["gzip", () => createUnzip()],
  ["x-gzip", () => createUnzip()],
  ["compress", () => createUnzip()],
  ["x-compress", () => createUnzip()],
  ["deflate", createInflate],
  ["br", () => createBrotliDecompress()],
]);

/** The codings of a body in the order in which they are undone: the last one was applied last. */
const codingsOf = (header: unknown): string[] =>
  String(header ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity")
    .reverse();

/** The bytes of a body, unpacked; as they are where it is not packed, or in a way that is not known. */
export async function* unpackedBody({
  data,
  headers,
}: Pick<AxiosResponse<Readable>, "data" | "headers">): AsyncGenerator<Buffer> {
  const makers = codingsOf(headers["content-encoding"]).map((name) => unpackers.get(name));
  if (makers.length === 0 || !makers.every((make) => make !== undefined)) return yield* data;
  const rest: AsyncIterator<Buffer> = data[Symbol.asyncIterator]();
  const first = await rest.next();
  // A body without a byte is empty, whatever its headers say.
  if (first.done) return;
  const packed = async function* (): AsyncGenerator<Buffer> {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => rest };
  };
  const source = Readable.from(packed(), { objectMode: false });
  const steps = makers.map((make) => make(first.value));
  // Before it is read at all, nothing else closes the body.
  source.once("close", () => data.destroy());
  yield* pipeline([source, ...steps], () => undefined) as unknown as Readable;
}
