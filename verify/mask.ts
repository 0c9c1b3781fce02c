/** Masks a report: no secrets, hosts, persons or control characters, and limited lengths. */
import { truncate } from "../src/http/controlCharacters";
import { redactor } from "../src/http/redact";
import { sanitizeLine, sanitizer } from "../src/http/sanitize";

/** The longest text of a server that a report repeats, in characters. */
const maxSeenLength = 600;

/** What must not be seen. */
interface Hidden {
  secrets: readonly string[];
  /** Texts and what stands in their place, such as the host. */
  names: readonly (readonly [text: string, shown: string])[];
}

/** Makes one line of a text that may be shown to anybody. */
export type Mask = (text: string) => string;

const emailAddress = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g;

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Makes the function that masks a text. */
export const maskFor = ({ secrets, names }: Hidden): Mask => {
  const sanitize = sanitizer(redactor([...secrets]));
  const ordered = names
    .filter(([text]) => text !== "")
    .sort(([one], [other]) => other.length - one.length)
    .map(([text, shown]) => [new RegExp(escapeRegExp(text), "gi"), shown] as const);
  return (text) => {
    const line = sanitizeLine(sanitize, text, maxSeenLength * 4);
    const named = ordered.reduce((rest, [name, shown]) => rest.replace(name, () => shown), line);
    return truncate(named.replace(emailAddress, "<e-mail>"), maxSeenLength);
  };
};
