/** Examples of files and directories in volumes. */
import { volumeExample } from "../unityCatalog/unityCatalogExamples";
import type { FileInfo } from "./files";

const { catalog_name, schema_name, name } = volumeExample;

/** The root of a volume: the example of every directory to read. */
export const landingDirectoryExample = {
  path: `/Volumes/${catalog_name}/${schema_name}/${name}`,
  name,
  isDirectory: true,
} satisfies FileInfo;

/** The content of the example file. */
export const landingFileContentExample = "id,customer,total\n7,Ada,49.90\n8,Grace,5.00\n";

/** A file in it: the example of every file to read. */
export const landingFileExample = {
  path: `${landingDirectoryExample.path}/orders.csv`,
  name: "orders.csv",
  isDirectory: false,
  sizeBytes: landingFileContentExample.length,
  modifiedAt: "2025-11-18T09:00:00.000Z",
} satisfies FileInfo;

const incomingPath = `${landingDirectoryExample.path}/incoming`;

/** A directory in it: the example of every directory whose contents are offered. */
export const incomingDirectoryExample = {
  path: incomingPath,
  name: "incoming",
  isDirectory: true,
} satisfies FileInfo;

/** The content of the file in that directory. */
export const incomingFileContentExample = '{"id": 1, "name": "Ada"}\n';

/** A file in that directory. */
export const incomingFileExample = {
  path: `${incomingPath}/customers.json`,
  name: "customers.json",
  isDirectory: false,
  sizeBytes: incomingFileContentExample.length,
  modifiedAt: landingFileExample.modifiedAt,
} satisfies FileInfo;

/** A directory in it: the example of every directory to make or delete. */
export const archiveDirectoryExample = {
  path: `${landingDirectoryExample.path}/archive`,
  name: "archive",
  isDirectory: true,
} satisfies FileInfo;
