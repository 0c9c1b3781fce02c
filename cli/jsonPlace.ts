/** Where JSON text is wrong. */
/** How a parser, here or in the component, says where JSON text is wrong: in characters from 0. */
const position = / at position (\d+)/;

/** How much of the line is shown before and after the place, in characters. */
const shownAround = 30;

/** Text that a terminal only shows, each character in its place. */
const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, " ");

/** The line of a place with a mark below it; a long line is cut to what is around the place. */
const shownPlace = (line: string, at: number): string => {
  const from = Math.max(0, at - shownAround);
  const before = visible(line.slice(from, at));
  const after = visible(line.slice(at, at + shownAround));
  const [left, right] = [from > 0 ? "…" : "", at + shownAround < line.length ? "…" : ""];
  return `  ${left}${before}${after}${right}\n  ${" ".repeat(left.length + before.length)}^`;
};

/**
 * A parser's message with line and column instead of a position, and the place itself below it.
 * @param text what was parsed
 * @returns the message as it is where it names no place in the text
 */
export const withPlace = (message: string, text: string): string => {
  const index = Number(position.exec(message)?.[1] ?? Number.NaN);
  if (!(index <= text.length)) return message;
  const before = text.slice(0, index).split(/\r\n|\r|\n/);
  const column = before.at(-1)?.length ?? 0;
  const line = text.slice(index - column).split(/[\r\n]/, 1)[0] ?? "";
  const place = ` at line ${before.length}, column ${column + 1}`;
  return `${visible(message.replace(position, place))}\n${shownPlace(line, column)}`;
};
