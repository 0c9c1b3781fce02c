/** The pages lead somewhere: each link has a target, each page is linked, and each limit is the one in the code. */
import { existsSync } from "node:fs";
import path from "node:path";
import { interactiveMs, maxStepMs } from "../src/http/deadline";
import { maxBodyBytes } from "../src/http/download";
import { maxBatchBytes } from "../src/services/records/batches";
import { maxFiles } from "../src/triggers/newFiles/fileMemory";
import { type MarkdownPage, markdownPages } from "./support/markdownPages";

const root = path.resolve(__dirname, "..");
const pages = markdownPages();
const byFile = new Map(pages.map((page) => [page.file, page]));

const isLocal = (link: string): boolean => !/^(?:[a-z][a-z+.-]*:|\/\/)/i.test(link);

/** Where a link leads, below the root. */
const targetOf = ({ file }: MarkdownPage, link: string): { target: string; anchor?: string } => {
  const [target = "", anchor] = link.split("#");
  return {
    target: target === "" ? file : path.posix.join(path.posix.dirname(file), decodeURI(target)),
    anchor,
  };
};

const isBroken = (page: MarkdownPage, link: string): boolean => {
  const { target, anchor } = targetOf(page, link);
  if (!existsSync(path.join(root, target))) return true;
  const linked = byFile.get(target);
  return anchor !== undefined && linked !== undefined && !linked.anchors.has(anchor);
};

it("no link of a page leads nowhere", () => {
  const broken = pages.flatMap((page) =>
    page.links.filter((link) => isLocal(link) && isBroken(page, link)).map((link) => `${page.file}: ${link}`),
  );
  expect(broken).toEqual([]);
});

it("every page of the documentation is reached from its overview", () => {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    const page = byFile.get(file);
    if (!page || reached.has(file)) return;
    reached.add(file);
    for (const link of page.links.filter(isLocal)) visit(targetOf(page, link).target);
  };
  visit("documentation/overview.md");
  const lost = pages
    .map(({ file }) => file)
    .filter((file) => file.startsWith("documentation/") && !reached.has(file));
  expect(lost).toEqual([]);
});

const limits = byFile.get("documentation/limits.md")?.text ?? "";

it.each([
  ["One step, with all its requests and retries", `${maxStepMs / 1000} seconds`],
  ["A data source in the designer or the wizard", `${interactiveMs / 1000} seconds`],
  ["A file as a step's result", `${maxBodyBytes / 2 ** 20} MiB`],
  ["Records by parameter", `${maxBatchBytes.toLocaleString("en")} bytes`],
  ["Files remembered by New Files", maxFiles.toLocaleString("en")],
])("the limit of %s is that of the code: %s", (what, limit) => {
  const row = limits.split("\n").find((line) => line.startsWith(`| ${what} |`));
  expect(row).toContain(limit);
});
