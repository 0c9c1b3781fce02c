/** What is asked of an answer before it is handed on: JSON, an object, with the fields that are needed. */
import { isHtml } from "./errorBody";
import { parseExact, parseTextOnly } from "./json";
import type { Redact } from "./redact";
import { sanitizeLine, sanitizer } from "./sanitize";

/** What an answer must be. */
export interface Expected {
  /** Fields without which the answer is of no use. */
  requires?: readonly string[];
  /** The answer's cells are all text or null: no digits can be lost, so the fast parser reads it. */
  textOnly?: boolean;
  /** Whether an answer without a body is as good as an empty object. */
  mayBeEmpty: boolean;
}

/** Why an answer cannot be used, in words that a sentence can end with. */
export class UnusableAnswer extends Error {
  override readonly name = "UnusableAnswer";

  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

const wrongHost = "Check the host of the connection: it must be the workspace's own, reachable from here.";

/** What stands there instead of JSON, in words. */
const described = (text: string, redact: Redact): string => {
  if (text.trim() === "") return "an empty body";
  if (isHtml(text)) return "a web page";
  return `"${sanitizeLine(sanitizer(redact), text, 80)}"`;
};

/**
 * Parses JSON.
 * @param parse the parser
 * @throws UnusableAnswer that says what stands there instead
 */
export const parseAnswer = (text: string, parse: (text: string) => unknown, redact: Redact): unknown => {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new UnusableAnswer("the answer is nested too deeply to be read");
    }
    throw new UnusableAnswer(
      `the answer is not JSON but ${described(text, redact)}`,
      isHtml(text) ? wrongHost : undefined,
    );
  }
};

/**
 * Reads the body of a successful answer.
 * @throws UnusableAnswer
 */
export const readObject = (text: string, expected: Expected, redact: Redact): object => {
  const { requires = [], textOnly, mayBeEmpty } = expected;
  if (text.trim() === "" && mayBeEmpty && requires.length === 0) return {};
  const answer = parseAnswer(text, textOnly ? parseTextOnly : parseExact, redact);
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
    throw new UnusableAnswer("the answer is not a JSON object");
  }
  const missing = requires.filter((field) => !Object.hasOwn(answer, field));
  if (missing.length > 0) throw new UnusableAnswer(`the answer lacks ${missing.join(" and ")}`);
  return answer;
};
