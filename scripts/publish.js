/**
 * `npm run publish:component -- <flags of prism components:publish>`: publishes `dist` with the
 * platform's own command line, and fails when an upload is refused, which that command does not.
 */
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const prism = path.join(root, "node_modules/@prismatic-io/prism/lib/run.js");

for (const name of ["index.js", "icon.png"]) {
  if (!fs.existsSync(path.join(root, "dist", name))) {
    console.error(`dist/${name} is missing: run "npm run build" first.`);
    process.exit(1);
  }
}

const watch = ["--require", path.join(__dirname, "refusedUploads.js")];
const args = [...watch, prism, "components:publish", ...process.argv.slice(2)];
const { status, signal, error } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
if (error) throw error;
if (signal) console.error(`The publish was ended by ${signal}.`);
process.exitCode = status ?? 1;
