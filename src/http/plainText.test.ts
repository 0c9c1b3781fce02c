import fc from "fast-check";
import { cut, plainText } from "./plainText";

describe("plainText", () => {
  it("takes terminal codes out", () => {
    expect(plainText("\u001b[31mred\u001b[0m \u001b]0;title\u0007bell")).toBe("red bell");
  });

  it("leaves no control character and no mark that turns the direction of writing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(plainText(text)).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/,
        );
      }),
    );
    expect(plainText("abc\u202etxt.exe")).toBe("abc txt.exe");
  });

  it("keeps words, lines and every script as they are", () => {
    expect(plainText("Zażółć\n\tgęślą 日本 😀")).toBe("Zażółć\n\tgęślą 日本 😀");
  });

  it("looks at no more than a part of megabytes", () => {
    expect(plainText("x".repeat(50_000_000))).toHaveLength(100_000);
  });
});

describe("cut", () => {
  it("shows that something is missing and never leaves half of a character", () => {
    expect(cut("abc", 3)).toBe("abc");
    expect(cut("abcd", 3)).toBe("abc...");
    expect(cut("ab😀", 3)).toBe("ab...");
  });
});
