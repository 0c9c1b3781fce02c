#!/usr/bin/env node
/** The emulator as a command: tsx lets Node load its TypeScript as it stands. */
const { register } = require("tsx/cjs/api");

register();
require("../src/main");
