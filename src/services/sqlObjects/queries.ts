/** Saved queries. https://docs.databricks.com/api/workspace/queries */
import type { DatabricksClient } from "../../client";
import { path } from "../../http/path";
import {
  countSchema,
  listSchema,
  nonBlankSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  textSchema,
} from "../../http/schema";
import { serverTimeOf } from "../../http/serverTime";

/** How several values of a parameter are joined to one text. */
interface MultipleValues {
  prefix?: string;
  separator?: string;
  suffix?: string;
}

/** A parameter of a query, with its default in the field of its type. */
export interface QueryParameter {
  name: string;
  title?: string;
  text_value?: { value?: string };
  numeric_value?: { value?: unknown };
  /** The options are lines of text. */
  enum_value?: { enum_options?: string; values?: string[]; multi_values_options?: MultipleValues };
  /** The options are the first column of another query. */
  query_backed_value?: { query_id?: string; values?: string[]; multi_values_options?: MultipleValues };
  date_value?: { date_value?: string; dynamic_date_value?: string; precision?: string };
  date_range_value?: {
    date_range_value?: { start?: string; end?: string };
    dynamic_date_range_value?: string;
    precision?: string;
    start_day_of_week?: number;
  };
}

/** A saved query. */
export interface SavedQuery {
  id?: string;
  display_name?: string;
  query_text?: string;
  warehouse_id?: string;
  catalog?: string;
  schema?: string;
  parameters?: QueryParameter[];
  lifecycle_state?: string;
}

const optionalText = optionalSchema(textSchema);
const optionalTexts = optionalSchema(listSchema(textSchema));

const choiceFields = {
  values: optionalTexts,
  multi_values_options: optionalSchema(
    objectSchema<MultipleValues>({ prefix: optionalText, separator: optionalText, suffix: optionalText }),
  ),
};

const anyValue: ResponseSchema<unknown> = (value) => value;

const parameterSchema = objectSchema<QueryParameter>({
  name: nonBlankSchema,
  text_value: optionalSchema(objectSchema<{ value?: string }>({ value: optionalText })),
  numeric_value: optionalSchema(objectSchema<{ value?: unknown }>({ value: anyValue })),
  enum_value: optionalSchema(objectSchema({ ...choiceFields, enum_options: optionalText })),
  query_backed_value: optionalSchema(objectSchema(choiceFields)),
  date_value: optionalSchema(
    objectSchema<NonNullable<QueryParameter["date_value"]>>({
      date_value: optionalText,
      dynamic_date_value: optionalText,
      precision: optionalText,
    }),
  ),
  date_range_value: optionalSchema(
    objectSchema<NonNullable<QueryParameter["date_range_value"]>>({
      date_range_value: optionalSchema(
        objectSchema<{ start?: string; end?: string }>({ start: optionalText, end: optionalText }),
      ),
      dynamic_date_range_value: optionalText,
      precision: optionalText,
      start_day_of_week: optionalSchema(countSchema),
    }),
  ),
});

const querySchema = objectSchema<SavedQuery>({
  id: optionalText,
  display_name: optionalText,
  query_text: optionalText,
  warehouse_id: optionalText,
  catalog: optionalText,
  schema: optionalText,
  lifecycle_state: optionalText,
  parameters: optionalSchema(listSchema(parameterSchema)),
});

/** A query, and when it was read, by the server's clock, in milliseconds since the epoch. */
export interface DatedQuery {
  query: SavedQuery;
  readAt: number;
}

/** Reads a query. */
export const fetchQuery = async (client: DatabricksClient, queryId: string): Promise<DatedQuery> => {
  let readAt = Number.NaN;
  const query = await client.get(path`/api/2.0/sql/queries/${queryId}`, {
    schema: querySchema,
    onHeaders: (headers) => {
      readAt = serverTimeOf(headers);
    },
  });
  return { query, readAt };
};

/** A query as a choice. */
export interface QueryChoice {
  id: string;
  display_name?: string;
}

/** A query in a list. */
export const queryChoiceSchema = objectSchema<QueryChoice>({
  id: nonBlankSchema,
  display_name: optionalText,
});
