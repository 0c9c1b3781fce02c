/**
 * Imports a newer version of Databricks' API description, one operation and one type per line.
 *
 * Usage: npx tsx scripts/apiDescription.ts <path of the description>
 *
 * The description is JSON made from databricks-sdk-go: `{source, operations, types, enums}`, where a type is a list
 * of fields `{name, in, type, required}` and the types of a field are named within their own service.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ApiContract } from "../packages/emulator/src/contract/description";

const outputFile = path.resolve(__dirname, "../packages/emulator/src/contract/databricks-api.json");

const lines = (entries: string[]): string => entries.map((entry) => `    ${entry}`).join(",\n");

const members = (record: Record<string, unknown>): string =>
  lines(
    Object.keys(record)
      .sort()
      .map((name) => `${JSON.stringify(name)}: ${JSON.stringify(record[name])}`),
  );

/** The description as the text of its file. */
export const descriptionText = ({ source, operations, types, enums }: ApiContract): string =>
  `{
  "source": ${JSON.stringify(source)},
  "operations": [
${lines(operations.map((operation) => JSON.stringify(operation)))}
  ],
  "types": {
${members(types)}
  },
  "enums": {
${members(enums)}
  }
}
`;

if (require.main === module) {
  const [file] = process.argv.slice(2);
  if (file === undefined)
    throw new Error("Usage: npx tsx scripts/apiDescription.ts <path of the description>");
  const description = JSON.parse(readFileSync(file, "utf8")) as ApiContract;
  writeFileSync(outputFile, descriptionText(description));
  const { operations, types, enums } = description;
  console.log(
    `${operations.length} operations, ${Object.keys(types).length} types, ${Object.keys(enums).length} enums`,
  );
}
