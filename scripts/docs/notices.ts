/** The licences of the packages whose code is in the bundle, read from webpack's output. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import webpack, { type StatsModule } from "webpack";
import configuration from "../../webpack.config.js";

const root = path.resolve(__dirname, "..", "..");

/** The files of modules, concatenated ones by their parts. */
const filesOf = (modules: readonly StatsModule[] = []): string[] =>
  modules.flatMap(({ nameForCondition, modules: parts }) => [
    ...(typeof nameForCondition === "string" ? [nameForCondition] : []),
    ...filesOf(parts),
  ]);

/** Every module that webpack puts into the bundle. Nothing is written to the disk's dist folder. */
const bundledFiles = (): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const compiler = webpack({
      ...(configuration as webpack.Configuration),
      plugins: (configuration.plugins ?? []).slice(0, 1),
      output: {
        ...configuration.output,
        path: path.join(root, "node_modules", ".cache", "notices"),
        clean: false,
      },
      optimization: { minimize: false },
    });
    compiler.run((error, stats) => {
      if (error || !stats) return reject(error ?? new Error("webpack gave no statistics"));
      const { modules } = stats.toJson({
        all: false,
        modules: true,
        nestedModules: true,
        modulesSpace: Number.MAX_SAFE_INTEGER,
        nestedModulesSpace: Number.MAX_SAFE_INTEGER,
      });
      compiler.close(() => resolve(filesOf(modules)));
    });
  });

/** The folder of the package that a file belongs to; undefined for our own files. */
const packageFolder = (file: string): string | undefined =>
  /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];

/** @throws Error for a package that says nothing of its licence */
const noticeOf = (folder: string): string => {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^(?:licen[cs]e|copying)/i.test(one));
  if (!file && !license) throw new Error(`${name} is in the bundle, but says nothing of its licence`);
  const text = file ? readFileSync(path.join(folder, file), "utf8") : `Licence: ${license}`;
  const title = [name, version, license && `(${license})`].filter(Boolean).join(" ");
  return `${title}\n\n${text.trim().replace(/[ \t\r]+$/gm, "")}`;
};

/**
 * The text of THIRD_PARTY_NOTICES.txt.
 * @throws Error for a package without a licence
 */
export const thirdPartyNotices = async (): Promise<string> => {
  const folders = new Set((await bundledFiles()).map(packageFolder).filter((folder) => folder !== undefined));
  const notices = [...folders]
    .filter((folder) => existsSync(path.join(folder, "package.json")))
    .sort()
    .map(noticeOf);
  const rule = "-".repeat(80);
  return `The bundle of this component contains code of the packages below, each under its own licence.\n\n${notices
    .map((notice) => `${rule}\n${notice}\n`)
    .join("\n")}`;
};
