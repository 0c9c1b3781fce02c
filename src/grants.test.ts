/** The grants that things need are named in one place, and everything that names grants agrees with it. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as actions from "./actions";
import * as dataSources from "./dataSources";
import { grantsText } from "./errors/grantsText";
import type { RequiredGrant } from "./errors/requiredGrant";
import * as requiredGrants from "./errors/requiredGrant";
import { onlyWhen, selectGrant, useSchemaGrant, useSchemaGrants } from "./errors/requiredGrant";
import { isOfUnityCatalog, type SecurableNoun, securable, securables } from "./errors/securables";
import { factsOf } from "./facts";
import { labels } from "./labels";
import { checkRules } from "./services/connectionCheck/checkRules";
import * as triggers from "./triggers";

const root = path.resolve(__dirname, "..");
const definitions: Readonly<Record<string, object>> = { ...actions, ...triggers, ...dataSources };

const grantsOf = (key: string): readonly RequiredGrant[] => {
  const { grants = [] } = factsOf(definitions[key] ?? {});
  return "none" in grants ? [] : grants;
};

const isOnItsKind = ({ grant, on }: RequiredGrant): boolean => securable(on).grants.includes(grant);

it.each(Object.keys(definitions))("%s says which grants it needs, or why it needs none", (key) => {
  const { grants } = factsOf(definitions[key] ?? {});
  if (grants === undefined) throw new Error(`${key} does not say its grants.`);
  if ("none" in grants) expect(grants.none).toMatch(/\w \w+/);
  else expect([grants.length > 0, grants.filter((grant) => !isOnItsKind(grant))]).toEqual([true, []]);
});

it("every grant that is named for actions is one of its kind of object, and is used", () => {
  const named = Object.values(requiredGrants).filter(
    (value): value is RequiredGrant => typeof value === "object" && "grant" in value,
  );
  expect(named.filter((grant) => !isOnItsKind(grant))).toEqual([]);
  const rules = Object.values(checkRules).flatMap(({ read, write }) => [read, write]);
  const used = [...Object.keys(definitions).flatMap(grantsOf), ...rules];
  const isUsed = ({ grant, on }: RequiredGrant) =>
    used.some((each) => each.grant === grant && each.on === on);
  expect(named.filter((grant) => !isUsed(grant))).toEqual([]);
});

it.each(Object.keys(definitions))("%s names the way to what lies in a schema", (key) => {
  const named = grantsOf(key);
  const above: readonly SecurableNoun[] = ["metastore", "catalog", "schema"];
  const isInSchema = named.some(({ on }) => isOfUnityCatalog(on) && !above.includes(on));
  const needed = isInSchema ? useSchemaGrants : [];
  const isNamed = ({ grant, on }: RequiredGrant) =>
    named.some((each) => each.grant === grant && each.on === on);
  expect(needed.filter((grant) => !isNamed(grant))).toEqual([]);
});

it("a condition within a condition keeps both", () => {
  const inner = onlyWhen("for a table", [selectGrant]);
  expect(grantsText(onlyWhen("to see rows", [...inner, useSchemaGrant]))).toBe(
    "to see rows, for a table: SELECT on the table; to see rows: USE SCHEMA on the schema",
  );
});

it("Check Connection reads and writes by grants of the same object", () => {
  for (const { read, write } of Object.values(checkRules)) {
    expect([isOnItsKind(read), isOnItsKind(write), read.on]).toEqual([true, true, write.on]);
  }
});

/** A level of permission, or a privilege that is no plain word of SQL. */
const grantName =
  /\b(?:CAN (?:VIEW|READ|USE|QUERY|ATTACH TO|MONITOR|RUN|MANAGE RUN|RESTART|EDIT|MANAGE)\b(?! RUN)|USE (?:CATALOG|SCHEMA)|(?:READ|WRITE|CREATE) VOLUME|CREATE SCHEMA|MODIFY|ALL PRIVILEGES)\b/g;

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending) && !file.endsWith(".test.ts"))
    .map((file) => path.join(folder, file));

const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\/|\/\/ .*/g, "");

it("no other source names a grant", () => {
  /** The place itself, the words of refusals, statements of SQL, examples and help of inputs. */
  const mayName =
    /^src\/(?:errors\/(?:securables|requiredGrant|missingGrant)\.ts|inputs\/|services\/\w+\/\w+Examples\.ts|services\/connectionCheck\/holders\.ts)/;
  const naming = filesIn("src", ".ts")
    .filter((file) => !mayName.test(file))
    .filter((file) =>
      new RegExp(grantName).test(withoutComments(readFileSync(path.join(root, file), "utf8"))),
    );
  expect(naming).toEqual([]);
});

describe("the pages", () => {
  const pages = filesIn("documentation", ".md");
  const nouns = Object.keys(securables) as SecurableNoun[];
  const all = new Set(nouns.flatMap((noun) => [...securable(noun).grants]));

  it("name only grants that there are", () => {
    const unknown = pages.flatMap((page) =>
      (readFileSync(path.join(root, page), "utf8").match(grantName) ?? [])
        .filter((grant) => !all.has(grant) && grant !== "ALL PRIVILEGES")
        .map((grant) => `${page}: ${grant}`),
    );
    expect(unknown).toEqual([]);
  });

  it("name them on objects that have them", () => {
    const words = new Map<string, SecurableNoun>([
      ...nouns.map((noun): [string, SecurableNoun] => [noun, noun]),
      ["warehouse", "SQL warehouse"],
    ]);
    const wrong = pages.flatMap((page) =>
      [
        ...readFileSync(path.join(root, page), "utf8").matchAll(
          /`([A-Z][A-Z ]+)` on (?:the|a|its) ((?:SQL |serving |cluster |Genie )?[a-z]+)/g,
        ),
      ]
        .filter(([, grant = "", word = ""]) => {
          const noun = words.get(word);
          return noun !== undefined && !(securable(noun).grants as readonly string[]).includes(grant);
        })
        .map(([text]) => `${page}: ${text}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each(["newRows", "tableChanges", "newFiles", "jobRunCompleted", "mapTableColumns"])(
    "%s.md names the grants that it needs, and no other",
    (key) => {
      const text = readFileSync(path.join(root, "documentation", `${key}.md`), "utf8");
      const named = new Set(text.match(new RegExp(`${grantName.source}|(?<=\`)SELECT(?=\`)`, "g")) ?? []);
      const needed = new Set(
        grantsOf(key)
          .filter(({ on }) => on !== "workspace")
          .map(({ grant }) => grant),
      );
      expect([...named].sort()).toEqual([...needed].sort());
    },
  );

  it("the table of a connection's page gives actions the level that they need", () => {
    const page = "documentation/connections/workspaceServicePrincipal.md";
    const rows = [
      ...readFileSync(path.join(root, page), "utf8").matchAll(/^\| ([^|]+) \| \*\*(Can [^*]+)\*\*/gm),
    ];
    const keys = Object.entries(labels);
    const told = rows.flatMap(([, names = "", level = ""]) =>
      names.split(", ").flatMap((name) => {
        const key = keys.find(([, label]) => label === name)?.[0];
        return key === undefined ? [] : [{ key, level: level.toUpperCase() }];
      }),
    );
    expect(told.length).toBeGreaterThan(12);
    const wrong = told.filter(({ key, level }) => !grantsOf(key).some(({ grant }) => grant === level));
    expect(wrong).toEqual([]);
  });
});
