/** Lines of the tour as a picture of a terminal, without scripts and embedded fonts. */

/** Sizes in units of the picture; `column` is how wide a character is at most. */
const size = { column: 8.7, line: 18, font: 14, left: 22, top: 58, bottom: 16 };

/** When each line appears after the one before, seconds. */
const pause = 0.09;

/** Codes of colours and weights, as classes. */
const classes: Record<string, string> = { "1": "b", "2": "d", "32": "g", "33": "y", "36": "c" };

/** Colours of each class on a light and on a dark page; `back` and `bar` are the terminal's areas. */
const colors = {
  light: {
    text: "fill:#24292f",
    ".d": "fill:#59636e",
    ".c": "fill:#0a6580",
    ".g": "fill:#1a7f37",
    ".y": "fill:#855700",
    ".back": "fill:#fbfcfd;stroke:#d0d7de",
    ".bar": "fill:#eceff2;stroke:#d0d7de",
  },
  dark: {
    text: "fill:#d5dbe2",
    ".d": "fill:#98a2ac",
    ".c": "fill:#56c8d8",
    ".g": "fill:#4fc36a",
    ".y": "fill:#e3b341",
    ".back": "fill:#161b22;stroke:#30363d",
    ".bar": "fill:#21262d;stroke:#30363d",
  },
};

const rules = (scheme: "light" | "dark"): string =>
  Object.entries(colors[scheme])
    .map(([selector, look]) => `  ${selector} { ${look} }`)
    .join("\n");

/** Text as it is in XML. */
const inXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A line's parts: codes, and the text between them. */
const parts = (line: string): string[] => line.split(/(\u001b\[\d+m)/);

const code = (part: string): string | undefined => /^\u001b\[(\d+)m$/.exec(part)?.[1];

/** How many characters of a line are seen. */
const columns = (line: string): number =>
  parts(line).reduce((sum, part) => sum + (code(part) === undefined ? part.length : 0), 0);

/** A line with its codes as styled parts. */
const styled = (line: string): string => {
  let style: string | undefined;
  return parts(line)
    .map((part) => {
      const changed = code(part);
      if (changed !== undefined) style = classes[changed];
      if (changed !== undefined || part === "") return "";
      return style ? `<tspan class="${style}">${inXml(part)}</tspan>` : inXml(part);
    })
    .join("");
};

/**
 * An SVG of a terminal that shows some lines, one after the other; where nothing moves, all at once. It follows the reader's
 * light or dark scheme.
 * @param lines with codes of colours
 */
export const picture = (lines: readonly string[]): string => {
  const width = Math.ceil(2 * size.left + size.column * Math.max(...lines.map(columns)));
  const height = size.top + lines.length * size.line + size.bottom - size.font;
  const text = lines
    .map((line, index) => ({ line: styled(line), index }))
    .filter(({ line }) => line.trim() !== "")
    .map(
      ({ line, index }) =>
        `<text x="${size.left}" y="${size.top + index * size.line}" style="animation-delay:${(index * pause).toFixed(2)}s">${line}</text>`,
    );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The output of some steps of npm run demo" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, Liberation Mono, DejaVu Sans Mono, monospace" font-size="${size.font}">
<style>
  .b { font-weight: 700 }
  .line text { white-space: pre; animation: appear .25s backwards }
  @keyframes appear { from { opacity: 0 } }
${rules("light")}
  @media (prefers-color-scheme: dark) {
${rules("dark")}
  }
  @media (prefers-reduced-motion: reduce) { .line text { animation: none } }
</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="9" class="back"/>
<path d="M.5 30.5V9.5a9 9 0 0 1 9-9H${width - 9.5}a9 9 0 0 1 9 9V30.5Z" class="bar"/>
<circle cx="20" cy="15.5" r="5.5" fill="#ff5f57"/><circle cx="38" cy="15.5" r="5.5" fill="#febc2e"/><circle cx="56" cy="15.5" r="5.5" fill="#28c840"/>
<text class="d" x="${width / 2}" y="20" font-size="13" text-anchor="middle">npm run demo</text>
<g class="line" xml:space="preserve">
${text.join("\n")}
</g>
</svg>
`;
};
