/** Unpacks the bodies of responses. One that ends too early fails: axios would take what has come for the whole. */
import { pipeline, type Readable } from "node:stream";
import { type BrotliDecompress, createBrotliDecompress, createUnzip, type Unzip } from "node:zlib";
import type { AxiosResponse } from "axios";

/** The codings that are asked for. */
export const acceptedCodings = "gzip, br";

type Unpacker = Unzip | BrotliDecompress;

const unpackers = new Map<string, () => Unpacker>([
  ["gzip", createUnzip],
  ["x-gzip", createUnzip],
  ["deflate", createUnzip],
  ["br", createBrotliDecompress],
]);

/** What unpacks a body, in order; nothing where it is not packed, or in a way that is not known. */
const unpackersOf = (coding: unknown): Unpacker[] => {
  const codings = String(coding ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  // The last one was applied last.
  const makers = codings.reverse().map((name) => unpackers.get(name));
  return makers.every((make) => make !== undefined) ? makers.map((make) => make()) : [];
};

/** Whether nothing came to unpack: a body without a byte is empty, whatever its headers say. */
const isEmpty = (error: unknown, unpacker: Unpacker | undefined): boolean =>
  unpacker?.bytesWritten === 0 && (error as NodeJS.ErrnoException).code === "Z_BUF_ERROR";

/** The bytes of a body, unpacked. */
export async function* unpackedBody({
  data,
  headers,
}: Pick<AxiosResponse<Readable>, "data" | "headers">): AsyncGenerator<Buffer> {
  const steps = unpackersOf(headers["content-encoding"]);
  const unpacked = steps.length === 0 ? data : pipeline([data, ...steps], () => undefined);
  try {
    yield* unpacked as Readable;
  } catch (error) {
    if (!isEmpty(error, steps[0])) throw error;
  }
}
