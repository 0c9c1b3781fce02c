/**
 * Writes the wire types of the emulator, from the list in packages/emulator/src/contract/usedTypes.ts.
 *
 * Usage: npm run wire-types
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { wireTypesText } from "../packages/emulator/src/contract/usedTypes";

writeFileSync(path.resolve(__dirname, "../packages/emulator/src/contract/wireTypes.ts"), wireTypesText());
