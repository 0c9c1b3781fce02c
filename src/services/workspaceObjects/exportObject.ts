/** Exports from the workspace. https://docs.databricks.com/api/workspace/workspace/export */
import type { DatabricksClient } from "../../client";
import type { DataFilter } from "../../http/dataFilter";
import { DatabricksError } from "../../http/errors";
import { path } from "../../http/path";
import {
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  SchemaError,
  textSchema,
} from "../../http/schema";
import type { BinaryFile } from "../../results/resultFile";
import { contentTypeOf, decodeText } from "../files/readFile";
import { isBase64 } from "../records/binaryValues";
import { expectSizeWithinLimit } from "../resultSize";

const base64Schema: ResponseSchema<string> = (value) => {
  const text = textSchema(value);
  if (isBase64(text)) return text;
  throw new SchemaError("Base64", value);
};

/** An exported object. */
const exportSchema = objectSchema<{ content?: string; file_type?: string }>({
  // An empty file may have none.
  content: optionalSchema(base64Schema),
  file_type: optionalSchema(textSchema),
});

/** Keeps the exported content out of the log. */
const exportFilter: DataFilter = {
  body: (text) => `(${text.length} characters)`,
  message: (text) => text,
};

/** The content types of exported notebooks, by file type. */
const notebookTypes: Readonly<Record<string, string>> = {
  dbc: "application/zip",
  ipynb: "application/x-ipynb+json",
  py: "text/x-python",
  r: "text/x-r",
  rmd: "text/markdown",
  scala: "text/x-scala",
  sql: "application/sql",
};

/** The content type of a file of an unknown type. */
const unknownType = contentTypeOf("");

/** The content type that the file type of an export suggests or, if it suggests none, the name of the object. */
const exportedType = (at: string, fileType = ""): string => {
  const ofType = notebookTypes[fileType.toLowerCase()] ?? contentTypeOf(`export.${fileType}`);
  return ofType === unknownType ? contentTypeOf(at) : ofType;
};

/** How an object is exported. */
interface ObjectExport {
  /** As Databricks names it. */
  format: string;
  /** Whether the result is text. */
  asText: boolean;
}

/**
 * Exports an object as a file or as its text.
 * @throws DatabricksError, also for text that is not UTF-8
 */
export const exportObject = async (
  client: DatabricksClient,
  at: string,
  { format, asText }: ObjectExport,
): Promise<BinaryFile | string> => {
  const request = path`/api/2.0/workspace/export`;
  const { content = "", file_type } = await client.withDataFilter(exportFilter).get(request, {
    query: { path: at, format },
    schema: exportSchema,
    textOnly: true,
  });
  const data = Buffer.from(content, "base64");
  expectSizeWithinLimit(client, `GET ${request}`, "the object", data.length);
  if (!asText) return { data, contentType: exportedType(at, file_type) };
  const text = decodeText(data);
  if (text !== undefined) return text;
  throw new DatabricksError({
    operation: `GET ${request}`,
    message: "the exported content is not text in UTF-8",
    hint: "The Result File gives the bytes.",
  });
};
