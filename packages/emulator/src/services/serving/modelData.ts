/**
 * What a query passes to a Python model: the dataframe as a list of records, or the instances or inputs as they are.
 */
import { apiError } from "../../apiError";
import { fieldsOf } from "../../control/requests";
import type { ModelRequest } from "./pythonModel";

const KINDS = ["dataframe_records", "dataframe_split", "instances", "inputs"] as const;

const badRequest = (message: string) => apiError(400, "BAD_REQUEST", message);

function records({ columns, data }: Record<string, unknown>): object[] {
  if (!Array.isArray(columns) || !Array.isArray(data)) {
    throw badRequest("Invalid dataframe_split: it needs columns and data");
  }
  return data.map((row) => {
    if (!Array.isArray(row) || row.length !== columns.length) {
      throw badRequest(
        `Invalid dataframe_split: ${columns.length} columns passed, passed data had another number`,
      );
    }
    return Object.fromEntries(columns.map((column, index) => [String(column), row[index]]));
  });
}

/**
 * Reads a query of a Python model.
 * @throws HttpError 400 BAD_REQUEST unless it has exactly one of the kinds of data
 */
export function dataOf(body: Record<string, unknown>): ModelRequest {
  const given = KINDS.filter((kind) => body[kind] !== undefined);
  const [kind] = given;
  if (!kind || given.length > 1) {
    throw badRequest(`Invalid input. The input must hold exactly one of ${KINDS.join(", ")}.`);
  }
  const { params } = body;
  const data = kind === "dataframe_split" ? records(fieldsOf(body[kind])) : body[kind];
  if (kind === "dataframe_records" && !Array.isArray(data)) {
    throw badRequest("Invalid dataframe_records: it is not a list of records");
  }
  return { data, ...(params !== undefined && { params }) };
}
