const { module: modules, mode, target, resolve, context } = require("../webpack.config.js");

const built = ["chunkRows", "csvWriter", "jsonLinesWriter", "statementRows"];

/**
 * The formats of a result on their own, built as they are built into the component: without the bundler, every name
 * that is imported costs a call.
 * @type {import("webpack").Configuration}
 */
module.exports = {
  mode,
  target,
  resolve,
  context,
  module: modules,
  entry: Object.fromEntries(built.map((name) => [name, `./src/api/${name}.ts`])),
  output: { filename: "[name].js", library: { type: "commonjs2" } },
};
