/** Texts that name an action take its label from src/labels.ts, so that a renamed label leaves no wrong advice behind. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { labelsFile, labelsPath } from "../scripts/labels";
import { labels } from "../src/labels";

const root = path.resolve(__dirname, "../src");

const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "labels.ts",
);

const escaped = Object.values(labels).map((label) => label.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
const anyLabel = new RegExp(`(?<!\\w)(?:${escaped.join("|")})(?!\\w)`);

const isLabel = ({ parent }: ts.Node): boolean =>
  ts.isPropertyAssignment(parent) && parent.name.getText() === "label";

/** The strings and pieces of templates that hold a label, except for the property `label` itself. */
const typedLabels = (file: string, code: string): string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node);
    if (isText && !isLabel(node) && anyLabel.test(node.text)) found.push(`${file}: ${node.text}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true));
  return found;
};

it("the labels are those of the definitions (npm run accept writes them anew)", () => {
  expect(readFileSync(labelsPath, "utf8")).toBe(labelsFile());
});

it("no text holds a label as it is typed", () => {
  expect(files.flatMap((file) => typedLabels(file, readFileSync(path.join(root, file), "utf8")))).toEqual([]);
});

it("a typed label is found in a string and in a template", () => {
  expect(typedLabels("a.ts", 'const hint = "See List Clusters.";')).toHaveLength(1);
  expect(typedLabels("a.ts", ["const hint = `", "{x}: Get Job Run tells.`;"].join("$"))).toHaveLength(1);
  expect(typedLabels("a.ts", 'const action = { label: "List Clusters" };')).toEqual([]);
});
