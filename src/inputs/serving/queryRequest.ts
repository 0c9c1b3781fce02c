/** The body of a query: by the Query input, or by the Request Shape and its inputs. */

import type { EndpointTask } from "../../services/serving/endpointTask";
import type { JsonObject } from "../json";
import { automaticBody } from "./automaticBody";
import { kindName, type QueryKind, type QueryValues, type query, queryLabel } from "./queryVariants";
import { type QueryFields, queryBody, queryLabels, type RequestShape } from "./requestShape";
import { furtherParametersLabel, serializeQuery, tuningFields } from "./serializeQuery";

/** A query as its input gives it. */
type Query = NonNullable<ReturnType<(typeof query)["clean"]>>;

const conversationOf = (
  kind: "chat" | "responses",
  { prompt, messages, systemPrompt }: QueryValues["responses"],
): unknown[] => {
  const place = `${kindName(kind)}: ${queryLabels.messages}`;
  if (messages && prompt !== undefined)
    throw new Error(`${place} and ${queryLabels.prompt} exclude each other.`);
  if (!messages && prompt === undefined)
    throw new Error(`${place} is empty, and so is ${queryLabels.prompt}.`);
  return [
    ...(systemPrompt === undefined ? [] : [{ role: "system", content: systemPrompt }]),
    ...(messages ?? [{ role: "user", content: prompt }]),
  ];
};

const splitOf = ({ columns, rows }: QueryValues["split"]): JsonObject => {
  const place = kindName("split");
  if (columns.length === 0) throw new Error(`${place}: Columns is empty.`);
  const wrong = rows.findIndex((row) => row.length !== columns.length) + 1;
  if (wrong === 0) return { columns, data: rows };
  throw new Error(`${place}: Rows must have ${columns.length} values in each row: row ${wrong} does not.`);
};

type MadeBodies = { [Kind in Exclude<QueryKind, "automatic">]: (given: QueryValues[Kind]) => JsonObject };

const made: MadeBodies = {
  chat: (given) => ({ messages: conversationOf("chat", given), ...tuningFields(given) }),
  responses: (given) => ({ input: conversationOf("responses", given) }),
  completion: ({ texts, ...given }) => ({ prompt: texts, ...tuningFields(given) }),
  embeddings: ({ texts }) => ({ input: texts }),
  records: ({ records }) => ({ dataframe_records: records }),
  split: (given) => ({ dataframe_split: splitOf(given) }),
  instances: ({ instances }) => ({ instances }),
  inputs: ({ inputs }) => ({ inputs }),
  raw: ({ body }) => body,
};

/** A query to an endpoint, as the inputs give it. */
interface GivenQuery extends QueryFields {
  endpointName: string;
  requestShape: RequestShape;
  query?: Query;
}

/**
 * Makes the body of a query.
 * @param fetchTask reads what the endpoint takes: only for an automatic query
 * @throws Error that names the input that is missing, does not fit, or is set beside Query
 */
export const queryRequest = async (
  { endpointName, requestShape, query, ...fields }: GivenQuery,
  fetchTask: () => Promise<EndpointTask>,
): Promise<string> => {
  if (query === undefined) return queryBody(requestShape, fields);
  const names = Object.keys(queryLabels) as (keyof QueryFields)[];
  const stray = names.find((name) => fields[name] !== undefined);
  if (stray) {
    throw new Error(`${queryLabel} and ${queryLabels[stray]} exclude each other: clear one of them.`);
  }
  const { configuration, values } = query;
  const body =
    configuration === "automatic"
      ? automaticBody(values, await fetchTask(), endpointName)
      : (made[configuration] as (given: typeof values) => JsonObject)(values);
  const place = kindName(configuration);
  const further = "extraParameters" in values ? values.extraParameters : undefined;
  return serializeQuery(body, further, place, `${place}: ${furtherParametersLabel}`);
};
