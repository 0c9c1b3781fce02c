/**
 * Command execution, API 1.2: camelCase fields, errors as `{error}`.
 * https://docs.databricks.com/api/workspace/commandexecution
 */
import { listSchema, nonBlankSchema, objectSchema, optionalSchema, textSchema } from "../../http/schema";

/** The languages of contexts and commands, in the order of the choices. */
const commandLanguages = ["python", "scala", "sql", "r"] as const;

/** A language of a context or command. */
export type CommandLanguage = (typeof commandLanguages)[number];

/** The response of create and execute: the id of the new context or command. */
export interface Created {
  id: string;
}

/** A context and its status: `Pending`, `Running` or `Error`. */
interface ContextStatus {
  id: string;
  status: string;
}

/**
 * The results of a command. An exception in the code is `resultType: "error"` with `summary` and `cause`, while the
 * command itself is `Finished`.
 */
export interface CommandResults {
  resultType: "text" | "table" | "image" | "images" | "error" | (string & {});
  data?: unknown;
  schema?: Record<string, unknown>[];
  isJsonSchema?: boolean;
  truncated?: boolean;
  summary?: string;
  cause?: string;
  fileName?: string;
  fileNames?: string[];
  pos?: number;
}

/** A command and its status: `Queued`, `Running`, `Cancelling`, `Finished`, `Cancelled` or `Error`. */
export interface CommandStatus {
  id: string;
  status: string;
  results?: CommandResults;
}

/** The same, with only what Databricks may return. */
export type ContextResponse = Pick<ContextStatus, "status"> & Partial<ContextStatus>;
export interface CommandResponse {
  id?: string;
  status: string;
  results?: Partial<CommandResults>;
}

/** The responses of Create and Execute. */
export const createdSchema = objectSchema<Created>({ id: nonBlankSchema });

/** A context in a response. */
export const contextStatusSchema = objectSchema<ContextResponse>({ status: textSchema });

/** A command in a response. */
export const commandStatusSchema = objectSchema<CommandResponse>({
  status: textSchema,
  results: optionalSchema(
    objectSchema<Partial<CommandResults>>({
      resultType: optionalSchema(textSchema),
      schema: optionalSchema(listSchema(objectSchema<Record<string, unknown>>({}))),
      summary: optionalSchema(textSchema),
      cause: optionalSchema(textSchema),
      fileName: optionalSchema(textSchema),
      fileNames: optionalSchema(listSchema(textSchema)),
    }),
  ),
});
