/** Text of a server as it may stand in an error or a log. */

/** Colours and cursor moves (CSI), titles and links (OSC) and the short codes of terminals (ECMA-48). */
const terminalCodes =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[@-Z\\-_]/g;

/** The longest message of a server that an error repeats, in characters. */
const messageLimit = 2000;

/** No server's text is looked through further than this, in characters. */
const longest = 100_000;

/**
 * Makes text harmless to read: terminal codes fall away; control characters, line separators and marks that turn
 * the direction of writing become blanks. Tabs and line ends stay.
 */
export const plainText = (text: string): string =>
  text
    .slice(0, longest)
    .replace(terminalCodes, "")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, " ")
    .trim();

/** Cuts text to a length, in characters, and shows that something is missing. */
export const cut = (text: string, limit = messageLimit): string =>
  // Half of a character of two halves would be no text any more.
  text.length > limit ? `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, "")}...` : text;
