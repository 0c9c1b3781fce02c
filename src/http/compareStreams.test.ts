import { Readable } from "node:stream";
import { compareStreams } from "./compareStreams";

const streamOf = (...chunks: string[]): Readable =>
  Readable.from(
    chunks.map((chunk) => Buffer.from(chunk)),
    { objectMode: false },
  );

it.each<[string[], string[], string]>([
  [[], [], "same"],
  [["ab", "c"], ["a", "bc"], "same"],
  [["ab"], ["a", "bc"], "beginning"],
  [[], ["a"], "beginning"],
  [["abc"], ["ab"], "different"],
  [["abc"], ["ab", "d"], "different"],
  [["a"], [], "different"],
])("%j and %j are: %s", async (one, other, expected) => {
  expect(await compareStreams(streamOf(...one), streamOf(...other))).toBe(expected);
});

it("a stream that fails is no comparison", async () => {
  const failing = new Readable({ read: () => undefined });
  failing.destroy(new Error("broken off"));
  await expect(compareStreams(failing, streamOf("a"))).rejects.toThrow("broken off");
  const other = new Readable({ read: () => undefined });
  other.destroy(new Error("broken off"));
  await expect(compareStreams(streamOf("a"), other)).rejects.toThrow("broken off");
});
