import { redactor } from "../src/http/redact";
import { Masker } from "./maskedResult";

const secret = "dose0123456789abcdef0123456789abcdef";

describe("Masking", () => {
  test("finds a secret wherever it is in a long text, and leaves the rest", () => {
    for (const separator of ["\n", ",", " ", "x"]) {
      const lines = Array.from({ length: 30 }, (_, index) => `${"a".repeat(99_990 + index)}${secret}`);
      const shown = new Masker(redactor([secret])).text(lines.join(separator));
      expect(shown).not.toContain(secret.slice(0, 12));
      expect(shown.replace(/\[redacted\]/g, secret)).toBe(lines.join(separator));
    }
  });

  test("takes megabytes without a blank", () => {
    const text = "a".repeat(20_000_000);
    const masker = new Masker(redactor([secret]));
    expect(masker.text(text) === text).toBe(true);
    expect(masker.masked).toBe(false);
  });

  test("keeps numbers, null and the form of a value", () => {
    const value = { a: [1, null, true, { b: "c" }], token: 5, d: Buffer.from([0xff]) };
    expect(new Masker(redactor([secret])).value(value)).toEqual(value);
  });
});
