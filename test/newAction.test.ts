/** The transcript of CONTRIBUTING.md, "Add an action", is true: its commands run in a copy of the repository. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import path from "node:path";
import type { Surface } from "../scripts/docs/surface";
import { emptyFolder } from "./support/emptyFolder";
import { urlVariable } from "./support/workspaceServer";

const root = path.resolve(__dirname, "..");

/** One command of the transcript, and the lines that it prints among others. */
interface Step {
  command: string;
  lines: string[];
}

const transcript = (): Step[] => {
  const text = readFileSync(path.join(root, "CONTRIBUTING.md"), "utf8");
  const section = text.slice(text.indexOf("## Add an action"));
  const [, block = ""] = /```console\n([\s\S]*?)```/.exec(section) ?? [];
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [command = "", ...lines] = step.trimEnd().split("\n");
      return { command, lines };
    });
};

/** The project's packages, linked; those that stand in the project itself are the copy's own. */
const linkPackages = (copy: string): void => {
  const from = path.join(root, "node_modules");
  const to = path.join(copy, "node_modules");
  mkdirSync(to);
  for (const name of readdirSync(from).filter((entry) => entry === ".bin" || !entry.startsWith("."))) {
    const ofProject = path.relative(root, realpathSync(path.join(from, name)));
    const isOwn = ofProject.startsWith("packages");
    symlinkSync(isOwn ? path.join(copy, ofProject) : path.join(from, name), path.join(to, name));
  }
};

/** Copies every file that git knows, or would add. */
const copyOfRepository = (): string => {
  const copy = emptyFolder();
  const options = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", options, { cwd: root, encoding: "utf8" }).trimEnd().split("\n");
  for (const file of files.filter((name) => existsSync(path.join(root, name))))
    cpSync(path.join(root, file), path.join(copy, file));
  linkPackages(copy);
  return copy;
};

/** Runs a command line. Gives its exit code and what it prints on both outputs. */
const runIn = (folder: string, command: string): { status: number | null; printed: string } => {
  const { [urlVariable]: _server, ...env } = process.env;
  const { status, stdout } = spawnSync("bash", ["-c", `${command} 2>&1`], {
    cwd: folder,
    env: { ...env, FORCE_COLOR: "0" },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, printed: stdout };
};

/** The lines that are not printed. What runs side by side prints in any order. */
const missingLines = (printed: string, lines: readonly string[]): string[] => {
  const all = new Set(printed.split("\n"));
  return lines.filter((line) => !all.has(line));
};

it("a new action is added by two commands and passes the tests that run over every action", () => {
  const copy = copyOfRepository();
  const steps = transcript();
  expect(steps.map(({ command }) => command.split(" ").slice(0, 3).join(" "))).toEqual([
    "npm run new",
    "npm run accept",
    "npm run check",
    "npx jest --selectProjects",
  ]);
  for (const { command, lines } of steps) {
    const { status, printed } = runIn(copy, command);
    const missing = missingLines(printed, lines);
    if (status !== 0 || missing.length > 0) {
      throw new Error(`${command} ended with ${status}, without ${JSON.stringify(missing)}:\n${printed}`);
    }
  }
  const surface = JSON.parse(readFileSync(path.join(copy, "documentation/surface.json"), "utf8")) as Surface;
  expect(surface.actions.map(({ key }) => key)).toContain("getGitCredential");
}, 600_000);
