const fs = require("node:fs");
const path = require("node:path");
const CopyPlugin = require("copy-webpack-plugin");
const TerserPlugin = require("terser-webpack-plugin");
const { modulePatches } = require("./build/modulePatches");
const { ModulePatchesPlugin } = require("./build/ModulePatchesPlugin");

const outputFolder = path.resolve(__dirname, "dist");

/** The signature that the platform compares at publish depends on file modes, and so on the umask. */
class FixedModesPlugin {
  /** @param {import("webpack").Compiler} compiler */
  apply(compiler) {
    compiler.hooks.afterEmit.tap("FixedModesPlugin", ({ assets, outputOptions }) => {
      const folder = outputOptions.path ?? outputFolder;
      for (const name of Object.keys(assets)) fs.chmodSync(path.join(folder, name), 0o644);
    });
  }
}

/** @type {import("webpack").Configuration} */
module.exports = {
  mode: "production",
  target: "node20",
  context: __dirname,
  entry: "./src/index.ts",
  output: { path: outputFolder, filename: "index.js", library: { type: "commonjs2" }, clean: true },
  resolve: { extensions: [".ts", ".js"] },
  module: {
    rules: [
      {
        test: /\.ts$/,
        loader: "ts-loader",
        options: {
          configFile: path.resolve(__dirname, "tsconfig.json"),
          transpileOnly: true, // `npm run check` checks the types
          // ES modules, so that webpack can drop what is not used
          compilerOptions: { module: "esnext", moduleResolution: "bundler", noEmit: false },
        },
      },
    ],
  },
  plugins: [
    new ModulePatchesPlugin(modulePatches),
    new CopyPlugin({ patterns: [{ from: "assets" }] }),
    new FixedModesPlugin(),
  ],
  optimization: {
    minimizer: [
      // An error's class is part of what a builder reads, so its name must survive.
      new TerserPlugin({
        extractComments: false,
        terserOptions: { ecma: 2020, keep_classnames: /Error$/, compress: { passes: 2 } },
      }),
    ],
  },
  performance: { hints: false },
  stats: "errors-warnings",
};
