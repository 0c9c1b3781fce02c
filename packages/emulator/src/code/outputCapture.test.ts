import { boundedText, OutputCapture, TEXT_CHARACTERS } from "./outputCapture";

const marker = "\0end\0";

it("finds the marker wherever the stream is cut", async () => {
  const stream = Buffer.from(`ä😀${marker}rest`);
  for (let cut = 0; cut <= stream.length; cut += 1) {
    const output = new OutputCapture();
    const text = output.until(marker);
    output.push(stream.subarray(0, cut));
    output.push(stream.subarray(cut));
    expect(await text).toBe("ä😀");
  }
});

it("gives what came after a marker, or before there was one, to the next command", async () => {
  const output = new OutputCapture();
  output.push(Buffer.from("early "));
  const first = output.until(marker);
  output.push(Buffer.from(`first${marker}late `));
  expect(await first).toBe("early first");
  const second = output.until(marker);
  output.push(Buffer.from(`second${marker}`));
  expect(await second).toBe("late second");
});

it("finds a marker that has already come", async () => {
  const output = new OutputCapture();
  const first = output.until("\0a\0");
  output.push(Buffer.from("1\0a\x002\0b\0"));
  expect(await first).toBe("1");
  expect(await output.until("\0b\0")).toBe("2");
});

it.each(["x", "é", "€", "😀"])(
  "keeps enough of a long text of %s to know that it is too long",
  async (character) => {
    const output = new OutputCapture();
    const text = output.until(marker);
    const half = Buffer.from(character.repeat(TEXT_CHARACTERS));
    output.push(half);
    output.push(half);
    output.push(Buffer.from(marker));
    expect((await text).length).toBeGreaterThan(TEXT_CHARACTERS);
    expect(boundedText(await text)).toMatchObject({ truncated: true });
  },
);
