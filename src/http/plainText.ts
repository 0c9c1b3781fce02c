/** Text of a server, or of an input, as it may stand in an error, a log or a label. */

/** Strings of a terminal with their content (titles, links), cursor moves and colours, and short codes (ECMA-48). */
const terminalCodes =
  /(?:\u001b[PX\]^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u0090\u0098\u009c-\u009f]*(?:\u0007|\u001b\\|\u009c)|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[ -/]*[0-~]/g;

/** Line ends of every kind. */
const lineEnds = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;

/** Control characters, and what shows nothing: marks that turn the direction of writing, zero-width characters. */
const invisible = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufff9-\ufffb]|\p{Default_Ignorable_Code_Point}/gu;

/** Halves of characters, which are no text. */
const halves = /\p{Surrogate}/gu;

/** The longest message that an error repeats, in characters. */
export const maxMessageLength = 2000;

/** No text is looked through further than this, in characters. */
export const maxTextLength = 100_000;

/**
 * Makes text harmless to read: terminal codes, control characters and characters that show nothing fall away, so that
 * they cannot split a word in two for whoever looks for it. Tabs and line ends inside the text stay.
 */
export const stripControlCharacters = (text: string): string =>
  text
    .slice(0, maxTextLength)
    .replace(terminalCodes, "")
    .replace(lineEnds, "\n")
    .replace(invisible, "")
    .replace(halves, "\ufffd")
    .trim();

/** Cuts text to a length, in characters, and shows that something is missing. */
export const truncate = (text: string, limit = maxMessageLength): string =>
  text.length > limit
    ? // Half of a character of two halves would be no text any more.
      `${text.slice(0, Math.max(0, limit - 3)).replace(/[\ud800-\udbff]$/, "")}...`
    : text;
