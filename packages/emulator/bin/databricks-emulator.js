#!/usr/bin/env node
/** The emulator as a command: tsx lets Node load its TypeScript as it stands. */
require("tsx/cjs");
require("../src/main.ts");
