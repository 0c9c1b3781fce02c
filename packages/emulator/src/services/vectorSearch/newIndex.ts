/** Reads the request to create an index. */
import { notImplemented } from "../../apiError";
import { parseExactJson } from "../../control/bodyParser";
import { fieldsOf, invalidParameter, optionalText, requiredText } from "../../control/requests";
import { checkIndexName, type NamedIndex } from "./vectorIndex";

type Embedding = Pick<
  NonNullable<NamedIndex["direct_access_index_spec"]>,
  "embedding_source_columns" | "embedding_vector_columns"
>;

const notKnown = (what: string) => notImplemented(`does not make indexes with ${what}.`);

const isDimension = (given: unknown): given is number =>
  typeof given === "number" && Number.isInteger(given) && given > 0 && given <= 4096;

/** The one column that is searched. */
function embeddingOf(spec: Record<string, unknown>): Embedding {
  const { embedding_source_columns: texts = [], embedding_vector_columns: vectors = [] } = spec;
  if (!Array.isArray(texts) || !Array.isArray(vectors)) {
    throw invalidParameter("The embedding columns must be lists.");
  }
  if (texts.length + vectors.length === 0) {
    throw invalidParameter("Either embedding_source_columns or embedding_vector_columns must be specified.");
  }
  if (texts.length + vectors.length > 1) throw notKnown("several columns that are searched");
  const [column] = [...texts, ...vectors];
  const name = requiredText(column, "name");
  if (texts.length === 1) {
    const model = requiredText(column, "embedding_model_endpoint_name");
    if (fieldsOf(column).model_endpoint_name_for_query !== undefined) throw notKnown("a model for queries");
    return { embedding_source_columns: [{ name, embedding_model_endpoint_name: model }] };
  }
  const { embedding_dimension } = fieldsOf(column);
  if (!isDimension(embedding_dimension)) throw invalidParameter("Invalid embedding_dimension.");
  return { embedding_vector_columns: [{ name, embedding_dimension }] };
}

function namesOf(given: unknown): string[] {
  if (Array.isArray(given) && given.every((name) => typeof name === "string")) return given;
  throw invalidParameter("columns_to_sync must be a list of names.");
}

function deltaSyncSpec(given: unknown): NonNullable<NamedIndex["delta_sync_index_spec"]> {
  const spec = fieldsOf(given);
  const source_table = requiredText(spec, "source_table");
  const pipeline_type = requiredText(spec, "pipeline_type");
  if (pipeline_type === "CONTINUOUS") throw notKnown("a pipeline that is continuous");
  if (pipeline_type !== "TRIGGERED") throw invalidParameter(`Invalid pipeline_type: ${pipeline_type}`);
  const other = ["columns_to_index", "embedding_writeback_table"].find((name) => spec[name] !== undefined);
  if (other) throw notKnown(other);
  const { columns_to_sync } = spec;
  return {
    source_table,
    pipeline_type,
    ...embeddingOf(spec),
    ...(columns_to_sync !== undefined && { columns_to_sync: namesOf(columns_to_sync) }),
  };
}

/** The names under which types are kept, where they may be given by other ones. */
const keptTypes: ReadonlyMap<string, string> = new Map([
  ["integer", "int"],
  ["long", "bigint"],
  ["short", "smallint"],
  ["byte", "tinyint"],
]);

/** A type as it is kept, also inside lists: `array<long>` is `array<bigint>`. */
const keptType = (type: string): string => type.replace(/\w+/g, (name) => keptTypes.get(name) ?? name);

/** The columns of a schema by their names. @throws HttpError 400 where the text holds none */
function schemaOf(text: string): Record<string, string> {
  let json: unknown;
  try {
    json = parseExactJson(text);
  } catch {
    throw invalidParameter("Invalid schema_json: it is no JSON.");
  }
  const schema = fieldsOf(json);
  const wrong = Object.keys(schema).find((name) => typeof schema[name] !== "string");
  if (wrong !== undefined) throw invalidParameter(`Invalid schema_json: the type of ${wrong} is no text.`);
  return Object.fromEntries(Object.entries(schema).map(([name, type]) => [name, keptType(String(type))]));
}

function directAccessSpec(
  given: unknown,
  primaryKey: string,
): NonNullable<NamedIndex["direct_access_index_spec"]> {
  const spec = fieldsOf(given);
  const schema = schemaOf(requiredText(spec, "schema_json"));
  const embedding = embeddingOf(spec);
  const { embedding_source_columns = [], embedding_vector_columns = [] } = embedding;
  const needed = [{ name: primaryKey }, ...embedding_source_columns, ...embedding_vector_columns];
  const missing = needed.find(({ name = "" }) => !Object.hasOwn(schema, name));
  if (missing) throw invalidParameter(`The column ${missing.name} is not in schema_json.`);
  const sorted = Object.entries(schema).sort(([one], [other]) => (one < other ? -1 : 1));
  return { ...embedding, schema_json: JSON.stringify(Object.fromEntries(sorted)) };
}

/** The index that a request asks for. @throws HttpError 400 for a wrong field, 501 for what is not known */
export function readNewIndex(body: unknown, creator: string): NamedIndex {
  const name = checkIndexName(requiredText(body, "name"));
  const endpoint_name = requiredText(body, "endpoint_name");
  const primary_key = requiredText(body, "primary_key");
  const index_type = requiredText(body, "index_type");
  const index_subtype = optionalText(body, "index_subtype") ?? "HYBRID";
  if (index_subtype === "FULL_TEXT") throw notKnown("the subtype FULL_TEXT");
  if (index_subtype !== "HYBRID") throw invalidParameter(`Invalid index_subtype: ${index_subtype}`);
  const common = { name, index_type, endpoint_name, primary_key, index_subtype, creator };
  const { delta_sync_index_spec, direct_access_index_spec } = fieldsOf(body);
  switch (index_type) {
    case "DELTA_SYNC":
      return { ...common, delta_sync_index_spec: deltaSyncSpec(delta_sync_index_spec) };
    case "DIRECT_ACCESS":
      return {
        ...common,
        direct_access_index_spec: directAccessSpec(direct_access_index_spec, primary_key),
      };
    default:
      throw invalidParameter(`Invalid index_type: ${index_type}`);
  }
}
