/**
 * The pictures of the documentation, drawn from the graphs in `documentation/pictures/`: Graphviz decides where everything
 * goes; the colours are a style sheet's, for light and dark pages.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * What every graph begins with. Graphviz reckons with the narrow letters of a book, a reader's may be a quarter wider:
 * the room is that of a larger size than the text is shown in.
 */
const defaults = `
  bgcolor="transparent"; fontsize=15; nodesep=0.25; ranksep=0.4;
  node [shape=box, style="rounded,filled", fontsize=15, margin="0.14,0.06"];
  edge [fontsize=14, arrowsize=0.7];
`;

/** The sizes that Graphviz reckons with, and those that the text is shown in. */
const shownSizes: Record<string, string> = { "15.00": "12", "14.00": "11" };

const fonts = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif";

/** The parts of a picture by their class: a question, an action or trigger, something in Databricks, and the rest. */
const styleSheet = `
  text { fill: #1f2933; stroke: none }
  .node path, .node polygon, .node ellipse { fill: #eef2f6; stroke: #7b8794 }
  .edge path { fill: none; stroke: #616e7c }
  .edge polygon { fill: #616e7c; stroke: #616e7c }
  .cluster path, .cluster polygon { fill: none; stroke: #9aa5b1; stroke-dasharray: 4 3 }
  .ask path, .ask polygon { fill: #fff3d6; stroke: #b7791f }
  .do path, .do polygon { fill: #dcf3e6; stroke: #1f7a4d }
  .there path, .there polygon { fill: #dfe9fb; stroke: #2b5fb3 }
  .stop path, .stop polygon { fill: #fde3e1; stroke: #b3382b }
  @media (prefers-color-scheme: dark) {
    text { fill: #e4e7eb }
    .node path, .node polygon, .node ellipse { fill: #2a323c; stroke: #7b8794 }
    .edge path { stroke: #9aa5b1 }
    .edge polygon { fill: #9aa5b1; stroke: #9aa5b1 }
    .cluster path, .cluster polygon { stroke: #616e7c }
    .ask path, .ask polygon { fill: #4a3a14; stroke: #d69e2e }
    .do path, .do polygon { fill: #173d2a; stroke: #48bb78 }
    .there path, .there polygon { fill: #1b2f55; stroke: #63a0f5 }
    .stop path, .stop polygon { fill: #4f1d18; stroke: #f08a7e }
  }
`;

/** A drawing without what would keep the style sheet from its colours, and without the comments of the drawing tool. */
const styled = (svg: string): string =>
  svg
    .slice(svg.indexOf("<svg"))
    .replace(/<!--[\s\S]*?-->\n?/g, "")
    .replace(/<title>[^<]*<\/title>\n?/g, "")
    .replace(/ (?:fill|stroke)="(?!none|transparent)[^"]*"/g, "")
    .replace(/ font-family="[^"]*"/g, "")
    .replace(/font-size="([\d.]+)"/g, (_all, size: string) => `font-size="${shownSizes[size] ?? size}"`)
    .replace(/<svg([^>]*)>/, `<svg$1 font-family="${fonts}">\n<style>${styleSheet}</style>`);

/** Draws a graph. @param text its statements, between the braces */
const draw = (dot: (graph: string) => string, name: string, text: string): string => {
  const title = /^\/\/ (.+)$/m.exec(text)?.[1];
  if (!title) throw new Error(`${name}.dot must begin with a comment that says what the picture shows`);
  const svg = styled(dot(`digraph { ${defaults} ${text} }`));
  return svg.replace(/<svg[^>]*>/, (tag) => `${tag}\n<title>${title}</title>`);
};

/**
 * Every picture as it should be.
 * @param root the project's root
 * @returns SVG text by path below it
 */
export const pictures = async (root: string): Promise<Record<string, string>> => {
  const folder = path.join(root, "documentation", "pictures");
  const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
  const graphviz = await Graphviz.load();
  const names = readdirSync(folder).map((file) => path.basename(file, ".dot"));
  return Object.fromEntries(
    names.map((name) => {
      const graph = readFileSync(path.join(folder, `${name}.dot`), "utf8");
      return [`documentation/images/${name}.svg`, draw((text) => graphviz.dot(text), name, graph)];
    }),
  );
};
