/** Circles of imports: files that import each other, directly or by way of others. */
import ts from "typescript";
import { specifierOf, target } from "./layers";

const withoutExtension = (file: string): string => file.replace(/\.[jt]s$/, "");

/** The modules of ours that a file imports, for their types alone, too. */
const importsOf = (file: string, code: string): string[] => {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const module = target(specifierOf(node)?.text ?? "", file);
    if (module !== undefined) found.push(module);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

/**
 * Finds circles: at least one of each group of files that import each other.
 * @param files the code of each, by its path from the root, with slashes
 * @returns for each circle its files, of which each imports the next and the last imports the first
 */
export const importCircles = (files: Record<string, string>): string[][] => {
  const byModule = new Map(Object.keys(files).map((file) => [withoutExtension(file), file]));
  const fileOf = (module: string): string[] => {
    const file = byModule.get(module) ?? byModule.get(`${module}/index`);
    return file === undefined ? [] : [file];
  };
  const circles: string[][] = [];
  const path: string[] = [];
  const done = new Set<string>();
  const visit = (file: string): void => {
    if (done.has(file)) return;
    if (path.includes(file)) {
      circles.push(path.slice(path.indexOf(file)));
      return;
    }
    path.push(file);
    for (const imported of importsOf(file, files[file] ?? "").flatMap(fileOf)) visit(imported);
    path.pop();
    done.add(file);
  };
  for (const file of Object.keys(files)) visit(file);
  return circles;
};
