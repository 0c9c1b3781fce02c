/** The rule of names: an exported name means one thing in the component, and in each package. */
import ts from "typescript";

interface ExportedName {
  name: string;
  file: string;
  isType: boolean;
}

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const boundNames = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));

const isTypeOnly = (node: ts.Node): boolean =>
  ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);

/** The names that a file declares and exports. One that it only passes on is declared elsewhere. */
const exportedNames = (file: string, code: string): ExportedName[] =>
  ts
    .createSourceFile(file, code, ts.ScriptTarget.Latest)
    .statements.filter(isExported)
    .flatMap((statement) => {
      const isType = isTypeOnly(statement);
      const names = ts.isVariableStatement(statement)
        ? statement.declarationList.declarations.flatMap(({ name }) => boundNames(name))
        : [(statement as ts.DeclarationStatement).name?.text ?? ""];
      return [...new Set(names)].filter(Boolean).map((name) => ({ name, file, isType }));
    });

/** The part of the house that a file belongs to: `src`, or a package. */
const partOf = (file: string): string => /^(?:packages\/[^/]+|[^/]+)/.exec(file)?.[0] ?? "";

/**
 * The names that more than one file exports, with the files, as `name: files`. Types may be named alike in the
 * component and in a package: both take Databricks' words for what goes over the wire.
 * @param files code by path from the root
 */
export const sharedNames = (files: Record<string, string>): string[] => {
  const places = new Map<string, Set<string>>();
  const note = (key: string, file: string) => places.set(key, (places.get(key) ?? new Set()).add(file));
  for (const { name, file, isType } of Object.entries(files).flatMap((entry) => exportedNames(...entry))) {
    note(`${name} of ${partOf(file)}`, file);
    if (!isType) note(name, file);
  }
  const found = [...places]
    .filter(([, where]) => where.size > 1)
    .map(([key, where]) => `${key.replace(/ of .*/, "")}: ${[...where].sort().join(", ")}`);
  return [...new Set(found)].sort();
};
