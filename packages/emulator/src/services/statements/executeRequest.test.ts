import { HttpError } from "../../apiError";
import { maxStatementBytes, readExecuteRequest } from "./executeRequest";

const base = { statement: "SELECT 1", warehouse_id: "w" };
const read = (more: object = {}) => readExecuteRequest({ ...base, ...more });

const refusal = (body: unknown): { status: number; error_code?: string; message?: string } => {
  try {
    readExecuteRequest(body);
  } catch (error) {
    if (error instanceof HttpError) return { status: error.status, ...Object(error.body) };
    throw error;
  }
  throw new Error("it was not refused");
};

describe("readExecuteRequest", () => {
  it("fills in Databricks' defaults", () => {
    expect(read()).toEqual({
      statement: "SELECT 1",
      warehouseId: "w",
      catalog: undefined,
      schema: undefined,
      parameters: [],
      queryTags: [],
      disposition: "INLINE",
      format: "JSON_ARRAY",
      waitMs: 10_000,
      cancelOnTimeout: false,
      rowLimit: undefined,
      byteLimit: undefined,
      sessionId: undefined,
    });
  });

  it.each([
    ["0s", 0],
    ["5s", 5000],
    ["50s", 50_000],
    [undefined, 10_000],
    [null, 10_000],
    ["", 10_000],
  ])("waits as wait_timeout %j says", (wait_timeout, waitMs) => {
    expect(read({ wait_timeout }).waitMs).toBe(waitMs);
  });

  it.each(["1s", "4s", "51s", "10", "10 s", "-5s", "5.5s", "1m", "s", "99999999999s", 10])(
    "refuses wait_timeout %j",
    (wait_timeout) => {
      expect(refusal({ ...base, wait_timeout })).toMatchObject({
        status: 400,
        error_code: "INVALID_PARAMETER_VALUE",
      });
    },
  );

  it.each([
    ["no statement", { warehouse_id: "w" }],
    ["an empty statement", { ...base, statement: "" }],
    ["a statement that is no text", { ...base, statement: 1 }],
    ["no warehouse", { statement: "SELECT 1" }],
    ["an unknown disposition", { ...base, disposition: "inline" }],
    ["an unknown format", { ...base, disposition: "EXTERNAL_LINKS", format: "PARQUET" }],
    ["CSV inline", { ...base, format: "CSV" }],
    ["Arrow inline", { ...base, format: "ARROW_STREAM" }],
    ["an unknown on_wait_timeout", { ...base, on_wait_timeout: "STOP" }],
    ["a row limit of 0", { ...base, row_limit: 0 }],
    ["a broken byte limit", { ...base, byte_limit: 1.5 }],
    ["an unknown compression", { ...base, result_compression: "ZIP" }],
    ["tags that are no list", { ...base, query_tags: { key: "a" } }],
    ["a tag without a key", { ...base, query_tags: [{ value: "a" }] }],
    ["parameters that are no list", { ...base, parameters: { name: "a" } }],
    ["a parameter that is no object", { ...base, parameters: ["a"] }],
    ["a parameter without a name", { ...base, parameters: [{ value: "1" }] }],
    ["a parameter with an empty name", { ...base, parameters: [{ name: "" }] }],
    ["an ordinal of 0", { ...base, parameters: [{ ordinal: 0, value: "1" }] }],
    ["an ordinal given twice", { ...base, parameters: [{ ordinal: 1 }, { ordinal: 1, value: "1" }] }],
    ["a name and an ordinal", { ...base, parameters: [{ name: "a", ordinal: 1, value: "1" }] }],
    ["named and positional parameters", { ...base, parameters: [{ name: "a" }, { ordinal: 1 }] }],
    ["a number as a value", { ...base, parameters: [{ name: "a", value: 1 }] }],
    ["an unknown type", { ...base, parameters: [{ name: "a", type: "TEXT" }] }],
    ["a type that is no text", { ...base, parameters: [{ name: "a", type: 1 }] }],
    ["an array's type", { ...base, parameters: [{ name: "a", type: "ARRAY<INT>" }] }],
    ["a name given twice", { ...base, parameters: [{ name: "a" }, { name: "a", value: "1" }] }],
  ])("refuses %s", (_, body) => {
    expect(refusal(body)).toMatchObject({ status: 400, error_code: "INVALID_PARAMETER_VALUE" });
  });

  it("takes positional parameters", () => {
    const parameters = [
      { ordinal: 2, value: "b" },
      { ordinal: 1, value: "1", type: "INT" },
    ];
    expect(read({ parameters }).parameters).toEqual(parameters.map((each) => ({ name: "", ...each })));
  });

  it("takes 256 parameters, and refuses one more in Databricks' words", () => {
    const parameters = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `p${index}` }));
    expect(read({ parameters: parameters(256) }).parameters).toHaveLength(256);
    expect(refusal({ ...base, parameters: parameters(257) })).toMatchObject({
      status: 400,
      error_code: "BAD_REQUEST",
      message: "Parameterized query has too many parameters: 257 parameters were given but the limit is 256.",
    });
  });

  it("takes values of a megabyte in all, and refuses a byte more", () => {
    const parameters = (bytes: number) => [
      { name: "a", value: "é".repeat(1000) },
      { name: "b", value: "x".repeat(bytes - 2000) },
    ];
    expect(read({ parameters: parameters(1024 * 1024) }).parameters).toHaveLength(2);
    expect(refusal({ ...base, parameters: parameters(1024 * 1024 + 1) })).toMatchObject({
      status: 400,
      error_code: "BAD_REQUEST",
    });
  });

  it.each([[[]], ["SELECT 1"], [1]])("refuses the body %j", (body) => {
    expect(refusal(body)).toMatchObject({ status: 400, error_code: "MALFORMED_REQUEST" });
  });

  it("takes a statement of exactly 16 MiB, and not a byte more", () => {
    const statement = "é".repeat(maxStatementBytes / 2);
    expect(read({ statement }).statement).toBe(statement);
    expect(refusal({ ...base, statement: `${statement} ` })).toMatchObject({ status: 400 });
  });

  it("takes limits as numbers and as their digits", () => {
    expect(read({ row_limit: 7, byte_limit: "9007199254740993" })).toMatchObject({
      rowLimit: 7,
      byteLimit: 9007199254740992,
    });
  });

  it.each([
    "STRING",
    "int",
    "DECIMAL(10,2)",
    "decimal( 10 , 2 )",
    "DATE",
    "TIMESTAMP_NTZ",
    "INTERVAL DAY TO SECOND",
  ])("takes a parameter of type %s", (type) => {
    const [parameter] = read({ parameters: [{ name: "a", value: "1", type }] }).parameters;
    expect(parameter).toEqual({ name: "a", value: "1", type });
  });

  it("takes an absent and a null value as NULL", () => {
    expect(read({ parameters: [{ name: "a" }, { name: "b", value: null, type: "INT" }] }).parameters).toEqual(
      [
        { name: "a", value: null },
        { name: "b", value: null, type: "INT" },
      ],
    );
  });
});
