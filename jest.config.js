const os = require("node:os");

/** The rules that the files of the project keep: the tests read sources, and need neither a build nor a workspace. */
const rules = ["layers", "exportedNames", "documentation"].map((name) => `**/test/${name}.test.ts`);

const shared = {
  testEnvironment: "node",
  testMatch: ["**/*.test.ts"],
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: "tsconfig.dev.json", diagnostics: false }] },
  setupFilesAfterEnv: ["<rootDir>/test/support/seededRandom.js"],
  moduleNameMapper: { "^fast-check$": "<rootDir>/test/support/seededFastCheck.js" },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/test/publish/runtimes/"],
};

/** @type {import("jest").Config} */
module.exports = {
  maxWorkers: Math.max(2, os.availableParallelism() - 1),
  testTimeout: 60_000,
  reporters: ["<rootDir>/scripts/shortLinesReporter.js", "default", "<rootDir>/scripts/summaryReporter.js"],
  projects: [
    { ...shared, displayName: "rules", roots: ["<rootDir>/test"], testMatch: rules },
    {
      ...shared,
      displayName: "unit",
      roots: ["<rootDir>/src", "<rootDir>/packages", "<rootDir>/cli"],
    },
    {
      ...shared,
      displayName: "whole",
      roots: ["<rootDir>/test"],
      testMatch: [...shared.testMatch, ...rules.map((rule) => `!${rule}`)],
      globalSetup: "<rootDir>/test/support/globalSetup.ts",
      globalTeardown: "<rootDir>/test/support/globalTeardown.ts",
    },
  ],
};
