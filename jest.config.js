const os = require("node:os");

const shared = {
  testEnvironment: "node",
  testMatch: ["**/*.test.ts"],
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: "tsconfig.dev.json", diagnostics: false }] },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/test/publish/runtimes/"],
};

/** @type {import("jest").Config} */
module.exports = {
  maxWorkers: Math.max(2, os.availableParallelism() - 1),
  testTimeout: 60_000,
  reporters: ["default", "<rootDir>/scripts/summaryReporter.js"],
  projects: [
    {
      ...shared,
      displayName: "unit",
      roots: ["<rootDir>/src", "<rootDir>/packages", "<rootDir>/cli"],
    },
    {
      ...shared,
      displayName: "whole",
      roots: ["<rootDir>/test"],
      globalSetup: "<rootDir>/test/support/globalSetup.ts",
      globalTeardown: "<rootDir>/test/support/globalTeardown.ts",
    },
  ],
};
