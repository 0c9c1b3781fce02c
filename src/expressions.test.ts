/** No regular expression of the component takes time that grows with the square of the text that it is run over. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { CountedPattern, hostileTexts, mostSteps } from "../test/support/regexSteps";

/** A regular expression and where it stands. */
interface Expression {
  file: string;
  expression: RegExp;
}

const files = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => file.replaceAll("\\", "/"))
  .sort();

const literals: Expression[] = [];
/** How many regular expressions a file makes out of parts. */
const made = new Map<string, number>();

for (const file of files) {
  const code = readFileSync(path.join(__dirname, file), "utf8");
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      literals.push({ file, expression: new RegExp(node.text.slice(1, end), node.text.slice(end + 1)) });
    }
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === "RegExp") {
      made.set(file, (made.get(file) ?? 0) + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true));
}

/** What makes the regular expressions that a file does not make as soon as it is loaded. */
const makers: Record<string, (module: never) => void> = {
  "http/json.ts": ({ exactParser }: { exactParser: (textFields: string[]) => unknown }) =>
    exactParser(["spark_context_id"]),
  "http/redact.ts": ({ redactor }: { redactor: (secrets: string[]) => unknown }) =>
    redactor(["s3cret/+ of (a) \\ connection", "aaaaaaaa"]),
  "services/records/numberValues.ts": ({ decimalEncoder }: { decimalEncoder: (type: object) => unknown }) =>
    decimalEncoder({ kind: "scalar", name: "DECIMAL", precision: 38, scale: 18 }),
};

/** The regular expressions that the files make out of parts, as they are made. */
const recorded = ((): Expression[] => {
  const found: Expression[] = [];
  const Native = globalThis.RegExp;
  let current = "";
  class Recorded extends Native {
    constructor(pattern: string | RegExp, flags?: string) {
      super(pattern, flags);
      const caller = new Error("where").stack?.split("\n")[2] ?? "";
      if (caller.includes(path.join(__dirname, current))) {
        found.push({ file: current, expression: new Native(this.source, this.flags) });
      }
    }
  }
  jest.isolateModules(() => {
    globalThis.RegExp = Recorded as RegExpConstructor;
    try {
      for (const file of made.keys()) {
        current = file;
        jest.resetModules();
        const module = require(path.join(__dirname, file)) as never;
        makers[file]?.(module);
      }
    } finally {
      globalThis.RegExp = Native;
    }
  });
  return found;
})();

it("every regular expression that is made out of parts is looked at", () => {
  const counted = Object.fromEntries(
    [...made.keys()].map((file) => [file, recorded.filter((one) => one.file === file).length]),
  );
  const tooFew = [...made].filter(([file, count]) => (counted[file] ?? 0) < count);
  expect(tooFew).toEqual([]);
  expect(literals.length).toBeGreaterThan(150);
});

/** The two lengths, in characters; cost that grows with the square is sixteen times as much for the second. */
const short = 250;
const long = 4 * short;

/** Four times and something for what is bounded: looking ahead by some hundred characters from every place, for example. */
const mostTimes = 8;

/** Fewer steps than this for each character are no matter, whatever they grow with. */
const fewSteps = 12;

const worst = (expression: RegExp): string[] => {
  const pattern = new CountedPattern(expression);
  for (const text of hostileTexts(pattern)) {
    const steps = pattern.steps(text(long));
    if (steps < fewSteps * long) continue;
    const times = steps / pattern.steps(text(short));
    if (times > mostTimes || steps >= mostSteps) {
      return [`${times.toFixed(1)} times the steps for 4 times of ${JSON.stringify(text(60))}`];
    }
  }
  return [];
};

describe("the count", () => {
  it.each([/a+b/, /(?:\s*a)*\s*b/, /x[^y]*y/g, /(\w+)\s+$/u, /<p(?:\s[^>]*)?>/i, /\\*"t"/, /[a-z.]*?\s*;/])(
    "knows that %s grows with the square of the text",
    (expression) => {
      expect(worst(expression)).not.toEqual([]);
    },
  );

  it("knows that one grows without bounds", () => {
    expect(worst(/^(?:a|a)*$/)).not.toEqual([]);
  });

  it.each([/^a+b/, /(?<!a)a+b/, /a{1,30}b/, /"[^"]*"/, /\bcluster\b.{0,80}not found/, /a+/y])(
    "knows that %s does not",
    (expression) => {
      expect(worst(expression)).toEqual([]);
    },
  );

  it("counts what the engine matches", () => {
    for (const [expression, text, matches] of [
      [/a(?:b|c)+?d/g, "abcbd acd ad", true],
      [/^(?!x)\w{2,3}$/m, "xy\nab", true],
    ] as const) {
      expect(new CountedPattern(expression).steps(text)).toBeGreaterThan(text.length);
      expect(expression.test(text)).toBe(matches);
    }
  });
});

it("every regular expression is linear", () => {
  const found = [...literals, ...recorded].flatMap(({ file, expression }) =>
    worst(expression).map((complaint) => `${file}: /${expression.source.slice(0, 80)}/ takes ${complaint}`),
  );
  expect(found).toEqual([]);
});
