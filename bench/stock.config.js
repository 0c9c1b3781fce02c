/**
 * What a component gets that keeps the build it was generated with (`prism components:init --toolchain legacy`, prism
 * 10.4.0), over this project's source. It is only used to compare our own build with it. Types are not checked, which
 * changes nothing in the output.
 */
const path = require("node:path");

const root = path.resolve(__dirname, "..");

/** @type {import("webpack").Configuration} */
module.exports = {
  mode: "production",
  target: "node",
  context: root,
  entry: "./src/index.ts",
  output: { path: path.join(root, ".tmp/stock"), filename: "index.js", libraryTarget: "commonjs2" },
  resolve: { extensions: [".ts", ".js"] },
  module: {
    rules: [
      { sideEffects: false },
      {
        test: /\.ts/,
        exclude: /node_modules/,
        loader: "ts-loader",
        options: { transpileOnly: true, configFile: path.join(__dirname, "stock.tsconfig.json") },
      },
      { test: /\.md$/, type: "asset/source" },
    ],
  },
  optimization: { usedExports: true },
};
