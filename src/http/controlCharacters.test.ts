import fc from "fast-check";
import { stripControlCharacters, truncate } from "./controlCharacters";

describe("stripControlCharacters", () => {
  it.each([
    ["colours", "\u001b[31mred\u001b[0m", "red"],
    ["titles", "\u001b]0;title\u0007bell", "bell"],
    ["links", "\u001b]8;;https://a.b\u001b\\link\u001b]8;;\u001b\\", "link"],
    ["codes of one byte", "\u009b1mbold\u009d0;title\u009c end", "bold end"],
    ["device strings", "a\u001bPq#0;2\u001b\\b", "ab"],
    ["character sets and short codes", "\u001b(Ba\u001b7b\u001bcc", "abc"],
    ["codes that never end", "\u001b]0;title without end", "0;title without end"],
    ["codes inside codes", "\u001b\u001b[0m[31mred", "[31mred"],
  ])("takes %s out", (_name, text, plain) => {
    expect(stripControlCharacters(text)).toBe(plain);
  });

  it("leaves no control character and nothing that shows nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const plain = stripControlCharacters(text);
        expect(plain).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
        expect(plain).not.toMatch(/[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Surrogate}]/u);
        expect(stripControlCharacters(plain)).toBe(plain);
      }),
      { seed: 10 },
    );
  });

  it("puts together what such characters have split", () => {
    expect(stripControlCharacters("d\u0000a\u200bp\u202ei\u00ad1")).toBe("dapi1");
  });

  it("makes line ends of every kind one, and leaves none at the ends", () => {
    expect(stripControlCharacters("\r\n a\r\nb\rc\u2028d\u0085\n")).toBe("a\nb\nc\nd");
  });

  it("keeps words, lines and every script as they are", () => {
    expect(stripControlCharacters("Zażółć\n\tgęślą 日本 😀 עברית")).toBe("Zażółć\n\tgęślą 日本 😀 עברית");
  });

  it("puts a mark in the place of half of a character", () => {
    expect(stripControlCharacters("a\ud83d b")).toBe("a\ufffd b");
  });

  it("looks at no more than a part of megabytes", () => {
    expect(stripControlCharacters("x".repeat(50_000_000))).toHaveLength(100_000);
  });
});

describe("truncate", () => {
  it("shows that something is missing, within the length, and never leaves half of a character", () => {
    expect(truncate("abc", 3)).toBe("abc");
    expect(truncate("abcdefgh", 6)).toBe("abc...");
    expect(truncate("ab😀cdef", 6)).toBe("ab...");
  });

  it("does nothing to what it has cut", () => {
    const cut = truncate("x".repeat(100), 20);
    expect(truncate(cut, 20)).toBe(cut);
  });
});
