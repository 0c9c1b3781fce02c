/**
 * `npm run new` writes the first draft of an action: its file, the types and example of its result, its route of the
 * emulator.
 *
 * Usage: npm run new -- <METHOD> <path> [--key <key>] [--service <folder>] [--label <label>]
 *
 * Method and path are those of Databricks' API description, such as `GET /api/2.0/git-credentials`.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { startWorkspace } from "../packages/emulator/src/server";
import { type Files, formatted } from "./accept/indexFiles";
import { type Draft, draftOf } from "./newAction/draft";
import { actionNames, findOperation } from "./newAction/operation";
import {
  actionCode,
  routeCode,
  routesFile,
  type SharedInputs,
  wireCode,
  wireModule,
  withRoute,
} from "./newAction/template";

const root = path.resolve(__dirname, "..");

/** The inputs that several actions share, by their keys. */
const sharedInputs = (): SharedInputs => {
  const code = readFileSync(path.join(root, "src/inputs/shared.ts"), "utf8");
  const keys = [...code.matchAll(/^export const (\w+Id)\b/gm)].map(([, key = ""]) => key);
  return Object.fromEntries(keys.map((key) => [key, "inputs/shared"]));
};

/** Whether the emulator has a route already. */
const isAnswered = async ({ method, path: at }: Draft): Promise<boolean> => {
  const workspace = await startWorkspace();
  try {
    const url = workspace.url + at.replace(/\{[^}]+\}/g, "x");
    const response = await fetch(url, { method, headers: { authorization: `Bearer ${workspace.token}` } });
    return response.status !== 501;
  } finally {
    await workspace.close();
  }
};

const emulatorFiles = async (draft: Draft): Promise<Files> => {
  const code = routeCode(draft);
  if (!code || (await isAnswered(draft))) return {};
  const file = `packages/emulator/src/services/${draft.service}/routes.ts`;
  const full = path.join(root, file);
  return { [file]: existsSync(full) ? withRoute(readFileSync(full, "utf8"), code) : routesFile(draft, code) };
};

const filesOf = async (draft: Draft): Promise<Files> => {
  const module = wireModule(draft, (name) => existsSync(path.join(root, "src", `${name}.ts`)));
  const wire = wireCode(draft);
  return {
    [`src/actions/${draft.service}/${draft.key}.ts`]: actionCode(draft, module, sharedInputs()),
    ...(wire !== undefined && { [`src/${module}.ts`]: wire }),
    ...(await emulatorFiles(draft)),
  };
};

const write = (files: Files): void => {
  for (const [file, code] of Object.entries(files)) {
    const full = path.join(root, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, formatted(root, file, code));
  }
};

const nextSteps = ({ key, method, result, path: at }: Draft): string => {
  const state =
    method === "GET" && result.kind !== "nothing"
      ? []
      : [`Define how the emulator handles ${method} ${at} in its routes.ts and store.ts.`];
  return [
    ...state,
    "Replace the values of the example and the texts of the help. Then run:",
    `  npm run accept -- ${key}`,
    "  npm test",
    "and add a line to CHANGELOG.md.",
    "",
  ].join("\n");
};

const options = { key: { type: "string" }, service: { type: "string" }, label: { type: "string" } } as const;

const usage = "Usage: npm run new -- <METHOD> <path> [--key <key>] [--service <folder>] [--label <label>]";

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [method, at] = positionals;
  if (method === undefined || at === undefined || positionals.length > 2) throw new Error(usage);
  const operation = findOperation(method, at);
  const draft = draftOf(operation, actionNames(root, operation, values));
  const isNew = !readdirSync(path.join(root, "src/actions")).includes(draft.service);
  const files = await filesOf(draft);
  write(files);
  process.stdout.write(`Written${isNew ? `, in the new service ${draft.service}` : ""}:\n`);
  for (const file of Object.keys(files)) process.stdout.write(`  ${file}\n`);
  process.stdout.write(nextSteps(draft));
};

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
