/** The Markdown pages of the repository, their links and their headings. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";

const root = path.resolve(__dirname, "..", "..");

/** One page. */
export interface MarkdownPage {
  /** Its path below the root. */
  file: string;
  text: string;
  /** The targets of its links and pictures, in order. */
  links: string[];
  /** The anchors of its headings. */
  anchors: Set<string>;
}

const markdown = new MarkdownIt({ html: true });

/** The anchor that a page gives a heading: its words in lower case, joined by hyphens. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

const pageOf = (file: string): MarkdownPage => {
  const text = readFileSync(path.join(root, file), "utf8");
  const tokens = markdown.parse(text, {});
  const children = tokens.flatMap((token) => token.children ?? []);
  const links = children
    .map((token) => String(token.attrGet("href") ?? token.attrGet("src") ?? ""))
    .filter((link) => link !== "");
  const inHtml = [...text.matchAll(/<(?:img|source)[^>]* (?:src|srcset)="([^"]+)"/g)];
  const titles = tokens.flatMap(({ type }, index) => {
    const words = type === "heading_open" ? tokens[index + 1]?.children : undefined;
    return words ? [words.map(({ content }) => content).join("")] : [];
  });
  return {
    file,
    text,
    links: [...links, ...inHtml.map(([, target = ""]) => target)],
    anchors: new Set(titles.map(anchorOf)),
  };
};

/** Folders that hold no page of the project. */
const others = new Set(["node_modules", "dist", ".git", "golden"]);

const filesBelow = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return others.has(entry.name) ? [] : filesBelow(file);
    return entry.isFile() && file.endsWith(".md") ? [file] : [];
  });

/** Every page of the project. */
export const markdownPages = (): MarkdownPage[] => filesBelow("").map(pageOf);
