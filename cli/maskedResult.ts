/** Results without secrets, for the screen and for pipes. */
import { type Redact, redactField } from "../src/http/redact";
import { textOfBytes } from "./cellText";
import { isBytes } from "./outputFormat";

/** How much text is searched at once, in characters: more would be too much for regular expressions. */
const maxPart = 1_000_000;

/** Where long text is cut: at a line end, or between values of JSON, so that no secret is in two parts. */
const cuts = ["\n", "}", ",", " "];

/** Text in parts that are not too long to be searched. */
function* partsOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const part = text.slice(start, start + maxPart);
    const isLast = start + part.length === text.length;
    const end = isLast ? 0 : (cuts.map((cut) => part.lastIndexOf(cut) + 1).find((at) => at > 0) ?? 0);
    yield end === 0 ? part : part.slice(0, end);
    start += end === 0 ? part.length : end;
  }
}

/** Masks one value after the other, and tells whether there was anything to mask. */
export class Masker {
  /** Whether anything was masked so far. */
  masked = false;

  constructor(private readonly redact: Redact) {}

  /** Text of any length without secrets. */
  text(text: string): string {
    let shown = "";
    for (const part of partsOf(text)) shown += this.redact(part, Number.POSITIVE_INFINITY);
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
