/** What the tour has printed, as an animated picture that needs no script and no font of its own. */

/** Sizes in units of the picture. */
const size = { width: 920, lines: 27, line: 18, font: 14, left: 20, top: 52, bottom: 26 };

/** A line is cut at this many characters: 105 of them fit at this font size. */
const maxColumns = 104;

/** How long a frame stays, seconds: a part for itself and one for each line that is new on it. */
const stay = { frame: 1.4, line: 0.16 };

/** Codes of colours and weights, as classes. */
const classes: Record<string, string> = { "1": "b", "2": "d", "31": "r", "32": "g", "33": "y", "36": "c" };

/** Colours of each class on a light and on a dark page: fill, and what surrounds an area. */
const colors: Record<"light" | "dark", Record<string, string>> = {
  light: {
    text: "#24292f",
    ".d": "#5b646e",
    ".c": "#0b6e8a",
    ".g": "#1a7f37",
    ".y": "#8a5a00",
    ".r": "#b3261e",
    ".back": "#fbfcfd;stroke:#d0d7de",
    ".bar": "#eceff2;stroke:#d0d7de",
  },
  dark: {
    text: "#d5dbe2",
    ".d": "#949ea8",
    ".c": "#56c8d8",
    ".g": "#4fc36a",
    ".y": "#e3b341",
    ".r": "#ff7b72",
    ".back": "#161b22;stroke:#30363d",
    ".bar": "#21262d;stroke:#30363d",
  },
};

const colorRules = (scheme: "light" | "dark"): string =>
  Object.entries(colors[scheme])
    .map(([selector, color]) => `${selector}{fill:${color}}`)
    .join("");

/** Text as it stands in XML. */
const inXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A line cut to the width of the picture, its codes left whole. */
const cutLine = (line: string): string => {
  let columns = 0;
  return line
    .split(/(\u001b\[\d+m)/)
    .map((part) => {
      if (part.startsWith("\u001b")) return part;
      const room = Math.max(0, maxColumns - columns);
      columns += part.length;
      return part.length > room ? `${part.slice(0, Math.max(0, room - 1))}${room > 0 ? "…" : ""}` : part;
    })
    .join("");
};

/** A line with its codes as styled parts. */
const styled = (line: string): string => {
  let style = "";
  let out = "";
  for (const part of cutLine(line).split(/(\u001b\[\d+m)/)) {
    const code = /\u001b\[(\d+)m/.exec(part)?.[1];
    if (code !== undefined) style = classes[code] ?? "";
    else if (part !== "") out += style ? `<tspan class="${style}">${inXml(part)}</tspan>` : inXml(part);
  }
  return out;
};

/** The lines at the top of each frame: the beginning, then one for each step, and more for a step that is long. */
const frameTops = (lines: readonly string[]): number[] => {
  const last = Math.max(0, lines.length - size.lines);
  const starts = lines.flatMap((line, index) => (/^(?:\u001b\[\d+m)*\d+\/\d+ /.test(line) ? [index] : []));
  const tops = [0];
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1] ?? lines.length;
    // A step is shown below what came before it, as a terminal would.
    for (let bottom = start; bottom < end; ) {
      bottom = Math.min(end, bottom + size.lines);
      tops.push(Math.min(last, Math.max(0, bottom - size.lines)));
    }
  }
  return [...new Set(tops)].sort((a, b) => a - b);
};

/** The animation: from frame to frame, back to the first at the end. @returns its keyframes and seconds */
const animation = (tops: readonly number[]): { keyframes: string; seconds: number } => {
  const stays = tops.map((top, index) => {
    const before = tops[index - 1];
    return stay.frame + stay.line * (before === undefined ? size.lines : top - before);
  });
  const seconds = stays.reduce((sum, one) => sum + one, 0);
  let at = 0;
  const frames = tops.map((top, index) => {
    const from = (100 * at) / seconds;
    at += stays[index] ?? 0;
    const to = (100 * at) / seconds - 0.6;
    return `${from.toFixed(2)}%,${to.toFixed(2)}%{transform:translateY(${-top * size.line}px)}`;
  });
  const last = `100%{transform:translateY(${-(tops.at(-1) ?? 0) * size.line}px)}`;
  return { keyframes: [...frames, last].join(""), seconds: Math.round(seconds) };
};

/**
 * An SVG of a terminal that shows some lines. It follows the reader's light or dark scheme; where nothing moves, it shows
 * the first lines.
 * @param lines with codes of colours
 */
export const recording = (lines: readonly string[]): string => {
  const { keyframes, seconds } = animation(frameTops(lines));
  const height = size.top + size.lines * size.line + size.bottom;
  const view = { y: size.top - size.font, height: size.lines * size.line + 6 };
  const text = lines
    .map((line, index) => ({ y: size.top + index * size.line, content: styled(line) }))
    .filter(({ content }) => content.trim() !== "")
    .map(({ y, content }) => `<text x="${size.left}" y="${y}">${content}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" width="${size.width}" height="${height}" role="img" aria-label="npm run demo: the component takes a tour of a local workspace">
<style>
text{font:${size.font}px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;white-space:pre}
.b{font-weight:700}
${colorRules("light")}
@media (prefers-color-scheme:dark){${colorRules("dark")}}
.t{font-family:system-ui,sans-serif;font-size:13px}
.roll{animation:roll ${seconds}s ease-in-out infinite}
.done{animation:done ${seconds}s linear infinite;transform-origin:0 0}
@keyframes roll{${keyframes}}
@keyframes done{from{transform:scaleX(0)}to{transform:scaleX(1)}}
@media (prefers-reduced-motion:reduce){.roll,.done{animation:none}}
</style>
<clipPath id="screen"><rect x="0" y="${view.y}" width="${size.width}" height="${view.height}"/></clipPath>
<rect x=".5" y=".5" width="${size.width - 1}" height="${height - 1}" rx="9" class="back"/>
<path d="M.5 30.5V9.5a9 9 0 0 1 9-9H${size.width - 9.5}a9 9 0 0 1 9 9V30.5Z" class="bar"/>
<circle cx="20" cy="15.5" r="5.5" fill="#ff5f57"/><circle cx="38" cy="15.5" r="5.5" fill="#febc2e"/><circle cx="56" cy="15.5" r="5.5" fill="#28c840"/>
<text class="t d" x="${size.width / 2}" y="20" text-anchor="middle">npm run demo</text>
<g clip-path="url(#screen)"><g class="roll" xml:space="preserve">
${text.join("\n")}
</g></g>
<rect class="done g" x="0" y="${height - 4}" width="${size.width}" height="3" opacity=".7"/>
</svg>
`;
};
