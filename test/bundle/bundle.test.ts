import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildBundle } from "../../bench/buildBundle";
import { distFolder } from "../builtComponent";
import { emptyFolder } from "../support/emptyFolder";

const bundle = path.join(distFolder, "index.js");

/** Runs `script` in an empty folder that holds only the bundle, in a process of its own. */
function inEmptyFolder(script: string): string {
  const folder = emptyFolder();
  copyFileSync(bundle, path.join(folder, "index.js"));
  return execFileSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" });
}

/** The definition as plain data; functions only say that they are there. */
const definitionOf = (file: string): unknown =>
  JSON.parse(
    JSON.stringify(require(file).default, (_key, value) =>
      typeof value === "function" ? "(function)" : value,
    ),
  );

/** Every file of a folder and of those below it, in order. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

const connectionIcons = [
  "azureServicePrincipal",
  "personalAccessToken",
  "privateWorkspace",
  "servicePrincipal",
  "userOAuth",
  "workspaceServicePrincipal",
].map((key) => `connections/${key}.png`);

const everyFile = [...connectionIcons, "icon.png", "index.js"];

/** The permissions of each file of a folder, as chmod takes them. */
const modesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    filesIn(folder).map((name) => [name, (statSync(path.join(folder, name)).mode & 0o777).toString(8)]),
  );

const readableByAll = Object.fromEntries(everyFile.map((name) => [name, "644"]));

test("dist holds the bundle and the icons, readable by all, and nothing else", () => {
  expect(filesIn(distFolder)).toEqual(everyFile);
  expect(modesIn(distFolder)).toEqual(readableByAll);
});

/** The size of each icon, in pixels and at most in bytes. */
const icons: [name: string, size: number, maxBytes: number][] = [
  ["icon.png", 256, 20_000],
  ...connectionIcons.map((name): [string, number, number] => [name, 128, 4000]),
];

test.each(icons)(
  "%s is a square PNG of %i pixels with transparency, under %i bytes",
  (name, size, maxBytes) => {
    const icon = readFileSync(path.join(distFolder, name));
    expect(icon.length).toBeLessThan(maxBytes);
    expect(icon.subarray(1, 4).toString()).toBe("PNG");
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([size, size]);
    expect(icon[25]).toBe(6); // colour type: RGB with alpha
  },
);

test("the bundle loads in an empty folder and needs only what Node brings", () => {
  const loaded = inEmptyFolder(`
    const { builtinModules } = require("node:module");
    const Module = require("node:module");
    const needed = [];
    const load = Module._load;
    Module._load = (name, ...rest) => { needed.push(name); return load(name, ...rest); };
    const { default: component } = require("./index.js");
    const own = needed.slice(1).filter((name) => !builtinModules.includes(name.replace(/^node:/, "")));
    process.stdout.write(JSON.stringify({ key: component.key, own }));`);
  expect(JSON.parse(loaded)).toEqual({ key: "databricks", own: [] });
});

test("loading the bundle prints nothing", () => {
  expect(inEmptyFolder(`require("./index.js")`)).toBe("");
});

test("error classes keep their names", () => {
  const names = readFileSync(bundle, "utf8").matchAll(/\bclass ([\w$]*Error) extends [\w$.]+/g);
  expect([...names].map(([, name]) => name).sort()).toEqual(
    expect.arrayContaining(["AxiosError", "ConnectionError", "DatabricksError", "SpectralError"]),
  );
});

test("an error that the component throws says its class", async () => {
  const { default: component } = require(bundle);
  const { perform } = component.actions.getCurrentUser;
  const connection = { key: "personalAccessToken", fields: { host: "", apiKey: "" } };
  const context = { logger: console, configVars: {}, webhookUrls: {}, webhookApiKeys: {} };
  const failure = await perform(context, { connection, debugRequest: false }).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ name: "ConnectionError" });
});

test("the definition is the one that the unreduced build has", () => {
  const stock = buildBundle("bench/stock.config.js", emptyFolder(), "--no-optimization-minimize");
  expect(definitionOf(bundle)).toEqual(definitionOf(stock));
});

test("a second build gives the same files with the same modes, whatever lay there and whatever the umask", () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, "stale.js.map"), "{}");
  const umask = process.umask(0o077);
  try {
    buildBundle("webpack.config.js", folder);
  } finally {
    process.umask(umask);
  }
  expect(filesIn(folder)).toEqual(everyFile);
  const differs = (name: string) =>
    !readFileSync(path.join(folder, name)).equals(readFileSync(path.join(distFolder, name)));
  expect(filesIn(folder).filter(differs)).toEqual([]);
  expect(modesIn(folder)).toEqual(readableByAll);
});
