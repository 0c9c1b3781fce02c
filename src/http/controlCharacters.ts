/** Text of a server or of an input, made fit for an error, a log or a label. */

/** Escape sequences of terminals (ECMA-48): strings with their content, cursor moves and colours, and short codes. */
const escapeSequences =
  /(?:\u001b[PX\]^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u0090\u0098\u009c-\u009f]*(?:\u0007|\u001b\\|\u009c)|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[ -/]*[0-~]/g;

/** Line ends of every kind. */
const lineEnds = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;

/** Control characters, and invisible ones: bidirectional marks, zero-width characters. */
const invisible = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufff9-\ufffb]|\p{Default_Ignorable_Code_Point}/gu;

/** Lone surrogates. */
const loneSurrogates = /\p{Surrogate}/gu;

/** The longest message that an error repeats, in characters. */
export const maxMessageLength = 2000;

/** Longer text is truncated before it is searched, in characters. */
export const maxTextLength = 100_000;

/**
 * Removes escape sequences, control characters and invisible characters, which could split a word in two for a search.
 * Tabs and line ends inside the text stay.
 */
export const stripControlCharacters = (text: string): string =>
  text
    .slice(0, maxTextLength)
    .replace(escapeSequences, "")
    .replace(lineEnds, "\n")
    .replace(invisible, "")
    .replace(loneSurrogates, "\ufffd")
    .trim();

/** Shortens text to a length, in characters, with an ellipsis. */
export const truncate = (text: string, limit = maxMessageLength): string =>
  text.length > limit
    ? // Not in the middle of a surrogate pair.
      `${text.slice(0, Math.max(0, limit - 3)).replace(/[\ud800-\udbff]$/, "")}...`
    : text;
