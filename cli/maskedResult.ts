/** Results without secrets, for the screen and for pipes. */
import { type Redact, redactField } from "../src/http/redact";
import { textOfBytes } from "./cellText";
import { isBytes } from "./outputFormat";

/** Masks one value after the other, and tells whether there was anything to mask. */
export class Masker {
  /** Whether anything was masked so far. */
  masked = false;

  constructor(private readonly redact: Redact) {}

  /** Text of any length without secrets. */
  text(text: string): string {
    const shown = this.redact(text, Number.POSITIVE_INFINITY);
    this.masked ||= shown !== text;
    return shown;
  }

  /**
   * The same value with the same form: only texts that hold secrets differ. Files that are text become text.
   * @param name the field that holds it
   */
  value(value: unknown, name = ""): unknown {
    if (typeof value === "string") return this.#field(name, value);
    if (Array.isArray(value)) return value.map((one) => this.value(one, name));
    if (typeof value !== "object" || value === null) return value;
    if (isBytes(value)) return this.#file(name, value);
    return Object.fromEntries(
      // Headers of a signed address are secret, whatever they are called.
      Object.entries(value).map(([field, one]) => [
        field,
        this.value(one, name === "http_headers" ? name : field),
      ]),
    );
  }

  #file(name: string, bytes: ArrayBufferView): unknown {
    const text = textOfBytes(bytes);
    return text === undefined ? bytes : this.#field(name, text);
  }

  #field(name: string, text: string): string {
    const shown = redactField(name, text);
    if (shown === text) return this.text(text);
    this.masked = true;
    return shown;
  }
}
