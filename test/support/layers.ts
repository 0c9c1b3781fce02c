/** The rule of layers: what each part of the house may import, and what an action may not do itself. */
import path from "node:path";
import ts from "typescript";
import { layers, packages } from "./layerRules";

/** What is wrong at one place of a file. */
interface Violation {
  /** File and line. */
  at: string;
  message: string;
}

/** Where waiting and paging are not written out. */
const plainCode = /^src\/(?:services|actions|dataSources|triggers)\//;

/** Where a while loop goes through text. */
const readsText = /^src\/services\/sql\//;

const waits = new Set(["setTimeout", "setInterval", "setImmediate"]);

/** The path of a module from the root, without its extension; undefined for a package. */
export const target = (specifier: string, from: string): string | undefined => {
  if (!specifier.startsWith(".")) return undefined;
  return path.posix.join(path.posix.dirname(from), specifier).replace(/\.[jt]s$/, "");
};

/** The module that a node imports: by import, export, require or a type; undefined for any other node. */
export const specifierOf = (node: ts.Node): ts.StringLiteralLike | undefined => {
  const literal = (given: ts.Node | undefined) =>
    given && ts.isStringLiteralLike(given) ? given : undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return literal(node.moduleReference.expression);
  }
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal) : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === "require";
  return isRequire || node.expression.kind === ts.SyntaxKind.ImportKeyword
    ? literal(node.arguments[0])
    : undefined;
};

const importProblem = (specifier: string, file: string): string | undefined => {
  const wanted = target(specifier, file);
  if (wanted === undefined) {
    const rule = packages.find(({ name, users }) => name.test(specifier) && !users.test(file));
    return rule && `imports ${specifier}: ${rule.instead}`;
  }
  const layer = layers.find(({ files }) => files.test(file));
  if (!layer || layer.mayImport.some((allowed) => allowed.test(wanted))) return undefined;
  return `${layer.name} imports ${wanted}: ${layer.instead}`;
};

const awaits = (node: ts.Node): boolean =>
  ts.isAwaitExpression(node) || (!ts.isFunctionLike(node) && (ts.forEachChild(node, awaits) ?? false));

const isLoop = (node: ts.Node): node is ts.IterationStatement => ts.isIterationStatement(node, false);

/** What plain code may not write out. A loop over values at hand is none of it, nor is reading an async iterable. */
const waitProblem = (node: ts.Node, module: string): string | undefined => {
  if (ts.isIdentifier(node) && waits.has(node.text)) {
    return `uses ${node.text}: waiting belongs into pollUntilDone of src/http/poll`;
  }
  if (isLoop(node) && awaits(node.statement)) {
    return "awaits in a loop: pages belong into the client's list (src/http/paginate), waiting into pollUntilDone (src/http/poll)";
  }
  const isWhile = ts.isWhileStatement(node) || ts.isDoStatement(node);
  if (isWhile && !readsText.test(module)) {
    return "has a while loop: pages belong into the client's list (src/http/paginate), waiting into pollUntilDone (src/http/poll)";
  }
  return undefined;
};

/** What may look at clocks and timers in `src`, and why. Everything else takes its time from a Deadline. */
const timekeepers: { file: RegExp; why: string }[] = [
  { file: /^src\/http\/deadline$/, why: "it is the one deadline" },
  { file: /^src\/http\/throttle$/, why: "it paces requests; each waits no longer than its deadline" },
  { file: /^src\/http\/expiry$/, why: "a token expires while a process is paused, when no deadline goes on" },
  { file: /^src\/http\/sockets$/, why: "it notes since when a connection is idle" },
  { file: /^src\/(?:actions|inputs|services)\/mlflow\//, why: "the time of day is a part of what is logged" },
];

const clocks = new Set(["setTimeout", "setInterval", "Date.now", "performance.now", "process.hrtime"]);

/** What reads a clock or sets a timer past the one deadline. */
const clockProblem = (node: ts.Node): string | undefined => {
  const isName = ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node.parent);
  const text = isName || ts.isPropertyAccessExpression(node) ? node.getText() : "";
  return clocks.has(text) ? `uses ${text}: take the time from Deadline of src/http/deadline` : undefined;
};

/** The longest call of `databricksAction`, in lines. */
export const longestAction = 40;

const lengthProblem = (node: ts.Node, source: ts.SourceFile): string | undefined => {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  if (node.expression.text !== "databricksAction") return undefined;
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const lines = lineOf(node.getEnd()) - lineOf(node.getStart(source)) + 1;
  return lines > longestAction
    ? `is an action of ${lines} lines, more than ${longestAction}: move something down into src/services`
    : undefined;
};

/**
 * Reads a file and says where it breaks the rule.
 * @param file its path from the root, with slashes
 */
export const violations = (file: string, code: string): Violation[] => {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const module = file.replace(/\.[jt]s$/, "");
  const isTimed = module.startsWith("src/") && !timekeepers.some(({ file }) => file.test(module));
  const found: Violation[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    const problems = [
      specifier && importProblem(specifier.text, module),
      plainCode.test(module) ? waitProblem(node, module) : undefined,
      isTimed && !(plainCode.test(module) && waitProblem(node, module)) ? clockProblem(node) : undefined,
      lengthProblem(node, source),
    ];
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    for (const message of problems) if (message) found.push({ at: `${file}:${line + 1}`, message });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

/** The most lines of a file. */
export const longestFile = 300;

/** Names that say nothing, and so attract everything. */
const emptyName = /^(?:utils?|helpers?|constants?|types?|common|misc)$/i;

/** The first line of a file that a script writes: nobody reads it from end to end. */
const generated = /^\/\/ Generated by \S+/;

/** What is wrong with a file as a whole: its name, its length. A generated file may be of any length. */
export const fileViolations = (file: string, code: string): Violation[] => {
  const found: Violation[] = [];
  const parts = file.replace(/(?:\.test|\.d)?\.[cm]?[jt]s$/, "").split("/");
  const empty = parts.find((part) => emptyName.test(part));
  if (empty)
    found.push({ at: file, message: `the name "${empty}" says nothing: name it after what it is about` });
  const lines = code.split("\n").length - 1;
  if (lines > longestFile && !generated.test(code)) {
    found.push({ at: file, message: `has ${lines} lines, more than ${longestFile}: split it by concern` });
  }
  return found;
};
