/** Text in the width of the terminal. */
import { stripVTControlCharacters } from "node:util";

/** The width of help where there is no terminal, in characters. */
const usualWidth = 80;

/** Narrower text would be one word a line, in characters. */
const minRoom = 12;

/** The width of a stream's terminal. */
export const widthOf = ({ columns }: { columns?: number }): number => columns ?? usualWidth;

const lengthOf = (text: string): number => stripVTControlCharacters(text).length;

/** Words longer than a line are cut into pieces. */
const pieces = (word: string, room: number): string[] =>
  lengthOf(word) <= room ? [word] : (word.match(new RegExp(`.{1,${room}}`, "gu")) ?? []);

/**
 * Text in lines that end between words, each with an indent.
 * @param width of the lines, in characters, the indent included
 */
export const wrap = (text: string, width: number, indent = ""): string => {
  const inset = width - indent.length < minRoom ? "" : indent;
  const room = Math.max(minRoom, width - inset.length);
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ").flatMap((one) => pieces(one, room))) {
      if (line !== "" && lengthOf(line) + 1 + lengthOf(word) > room) {
        lines.push(line);
        line = word;
      } else line = line === "" ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines.map((line) => `${inset}${line}`.trimEnd()).join("\n");
};

/** Text on a single line, cut between words where it is longer than the room that it has. */
export const cut = (text: string, room: number): string => {
  const line = text.replace(/\s+/g, " ");
  if (line.length <= room) return line;
  const whole = line.slice(0, Math.max(0, room - 1));
  const lastBlank = whole.lastIndexOf(" ");
  // A cut word says more than a line that is half empty.
  return `${(lastBlank > room / 2 ? whole.slice(0, lastBlank) : whole).replace(/[\s.,:;]+$/, "")}…`;
};
