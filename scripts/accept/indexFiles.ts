/** The index files: explicit imports, written from the contents of their folders. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Text by path below the project's root. */
export type Files = Record<string, string>;

const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => readdirSync(path.join(folder, name)).length > 0) // Git leaves empty folders behind.
    .sort();

/** The modules of a folder, without their extension; tests and the index itself are none. */
const modulesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "index.ts")
    .map((file) => file.slice(0, -".ts".length))
    .sort();

/** Whether a module exports what is named as its file, made by one of these functions. */
const exportsOwn = (file: string, makers: readonly string[]): boolean => {
  const name = path.basename(file, ".ts");
  const made = new RegExp(`^export const ${name} = (?:${makers.join("|")})[<(]`, "m");
  return existsSync(file) && made.test(readFileSync(file, "utf8"));
};

const exportLine = (module: string): string => `export { ${path.basename(module)} } from "./${module}";`;

const indexOf = (subject: string, modules: readonly string[]): string =>
  [`/** ${subject} Written by \`npm run accept\`. */`, ...modules.map(exportLine), ""].join("\n");

const actionModules = (folder: string): string[] =>
  foldersIn(folder).flatMap((service) =>
    modulesIn(path.join(folder, service)).map((key) => {
      if (exportsOwn(path.join(folder, service, `${key}.ts`), ["databricksAction"]))
        return `${service}/${key}`;
      throw new Error(
        `src/actions/${service}/${key}.ts exports no action ${key}: a file in src/actions is one action, named as its key`,
      );
    }),
  );

const dataSourceModules = (folder: string): string[] =>
  modulesIn(folder).filter((key) => exportsOwn(path.join(folder, `${key}.ts`), ["picklist", "dataSource"]));

const triggerModules = (folder: string): string[] =>
  foldersIn(folder).map((key) => {
    if (exportsOwn(path.join(folder, key, `${key}.ts`), ["databricksPolling", "trigger"]))
      return `${key}/${key}`;
    throw new Error(`src/triggers/${key}/${key}.ts exports no trigger ${key}`);
  });

/** The functions that register a service's routes: one or several in its file routes.ts. */
const routesOf = (file: string): string[] => {
  if (!existsSync(file)) return [];
  const exported = readFileSync(file, "utf8").matchAll(/^export (?:function|const) (\w+Routes)\b/gm);
  return [...exported].map(([, name = ""]) => name);
};

const emulatorIndex = (folder: string): string => {
  const services = foldersIn(folder).flatMap((service) => {
    const names = routesOf(path.join(folder, service, "routes.ts"));
    return names.length > 0 ? [{ service, names }] : [];
  });
  return [
    "/** The routes of every service: each folder's `routes.ts`. Written by `npm run accept`. */",
    'import type { FastifyInstance } from "fastify";',
    ...services.map(({ service, names }) => `import { ${names.join(", ")} } from "./${service}/routes";`),
    "",
    "/** Registers the routes of every service. */",
    "export const registerServices = (app: FastifyInstance): void => {",
    ...services.flatMap(({ names }) => names.map((name) => `  ${name}(app);`)),
    "};",
    "",
  ].join("\n");
};

/**
 * Formats code as the linter wants it, imports in order.
 * @param file its path, which says what kind of code it is
 */
export const formatted = (root: string, file: string, code: string): string => {
  const biome = require.resolve("@biomejs/biome/bin/biome");
  const options = ["check", "--write", `--stdin-file-path=${file}`];
  return execFileSync(process.execPath, [biome, ...options], { cwd: root, input: code, encoding: "utf8" });
};

/**
 * The index files as they should be.
 * @param root the project's root
 * @throws Error that names a file which is not what its place says
 */
export const indexFiles = (root: string): Files => {
  const at = (...parts: string[]): string => path.join(root, ...parts);
  const files: Files = {
    "src/actions/index.ts": indexOf("Every action, by service.", actionModules(at("src", "actions"))),
    "src/dataSources/index.ts": indexOf("Every data source.", dataSourceModules(at("src", "dataSources"))),
    "src/triggers/index.ts": indexOf("Every trigger.", triggerModules(at("src", "triggers"))),
    "packages/emulator/src/services/index.ts": emulatorIndex(at("packages", "emulator", "src", "services")),
  };
  return Object.fromEntries(Object.entries(files).map(([file, code]) => [file, formatted(root, file, code)]));
};
