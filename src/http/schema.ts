/**
 * The shape of responses. Each type of the API declares once which of its fields the code reads and their types; all
 * others pass unchanged. A response is read through its schema first, so that the code gets the expected types,
 * whatever a server sends.
 */

/** A value that does not match its schema, and its path. */
export class SchemaError extends Error {
  override readonly name = "SchemaError";
  readonly #expected: string;
  readonly #value: unknown;
  readonly #path: (string | number)[] = [];

  constructor(expected: string, value: unknown) {
    super(`expected ${expected}`);
    this.#expected = expected;
    this.#value = value;
  }

  /** Adds the field, or the position in an array, that holds the value. */
  within(step: string | number): this {
    this.#path.unshift(step);
    return this;
  }

  /** What is wrong, in words that a sentence can end with. */
  describe(): string {
    const place = this.#path
      .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
      .join("")
      .replace(/^\./, "");
    const subject = place === "" ? "the response" : `the response's ${place}`;
    if (this.#value === undefined) return `${subject} is missing`;
    return `${subject} is ${kindOf(this.#value)}, not ${this.#expected}`;
  }
}

const kindOf = (value: unknown): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (value === "") return "an empty text";
  return typeof value === "string" ? "a text" : `the ${typeof value} ${value}`;
};

/**
 * Reads a value: gives it with its type, in place.
 * @throws SchemaError
 */
export type ResponseSchema<T> = (value: unknown) => T;

/** Text. A number instead of text becomes its digits. */
export const textSchema: ResponseSchema<string> = (value) => {
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  throw new SchemaError("a text", value);
};

/** Text that is not blank, such as an id for later requests, or a displayed name. */
export const nonBlankSchema: ResponseSchema<string> = (value) => {
  const given = textSchema(value);
  if (given.trim() === "") throw new SchemaError("a text that is not blank", value);
  return given;
};

/**
 * An id that Databricks sends as a number. An id that a JavaScript number cannot hold is already text and stays so: it
 * is only compared, shown and sent.
 */
export const numericIdSchema: ResponseSchema<number | string> = (value) => {
  if (Number.isSafeInteger(value)) return value as number;
  if (typeof value !== "string" || !/^\d{1,20}$/.test(value)) throw new SchemaError("a numeric id", value);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
};

/** A finite number; text that holds one counts. */
export const numberSchema: ResponseSchema<number> = (value) => {
  const given = typeof value === "string" && /^-?\d/.test(value) ? Number(value) : value;
  if (typeof given === "number" && Number.isFinite(given)) return given;
  throw new SchemaError("a number", value);
};

/** A whole number from 0 on, exact; text that holds one counts. */
export const countSchema: ResponseSchema<number> = (value) => {
  const given = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  if (Number.isSafeInteger(given) && (given as number) >= 0) return given as number;
  throw new SchemaError("a count", value);
};

/** True or false. */
export const booleanSchema: ResponseSchema<boolean> = (value) => {
  if (typeof value === "boolean") return value;
  throw new SchemaError("true or false", value);
};

/** An optional value; null counts as absent. */
export const optionalSchema =
  <T>(schema: ResponseSchema<T>): ResponseSchema<T | undefined> =>
  (value) =>
    value === undefined || value === null ? undefined : schema(value);

/** A value that counts as absent if it is invalid: for values that are only displayed, or offered as choices. */
export const lenientSchema =
  <T>(schema: ResponseSchema<T>): ResponseSchema<T | undefined> =>
  (value) => {
    // Most are absent, and making an error for each takes longer than reading all the rest.
    if (value === undefined || value === null) return undefined;
    try {
      return schema(value);
    } catch (error) {
      if (error instanceof SchemaError) return undefined;
      throw error;
    }
  };

const readAt = <T>(step: string | number, schema: ResponseSchema<T>, value: unknown): T => {
  try {
    return schema(value);
  } catch (error) {
    throw error instanceof SchemaError ? error.within(step) : error;
  }
};

/** A list. Absent items are omitted. */
export const listSchema =
  <T>(item: ResponseSchema<T>): ResponseSchema<Exclude<T, undefined>[]> =>
  (value) => {
    if (!Array.isArray(value)) throw new SchemaError("a list", value);
    const items = value.map((one, index) => readAt(index, item, one));
    return items.filter((one) => one !== undefined) as Exclude<T, undefined>[];
  };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object whose keys are names that people, or Databricks, have given. */
export const recordSchema =
  <T>(entry: ResponseSchema<T>): ResponseSchema<Record<string, T>> =>
  (value) => {
    if (!isObject(value)) throw new SchemaError("an object", value);
    for (const [name, one] of Object.entries(value)) {
      Object.defineProperty(value, name, { value: readAt(name, entry, one) });
    }
    return value as Record<string, T>;
  };

/** A key by its name; an open list of fields has none. */
type Named<K> = string extends K ? never : K;

/** The schema of every required field of the type, and of those optional ones that are read. */
type SchemaFields<T> = {
  [K in keyof T as object extends Pick<T, K> ? never : Named<K>]-?: ResponseSchema<T[K]>;
} & {
  [K in keyof T as object extends Pick<T, K> ? Named<K> : never]?: ResponseSchema<T[K]>;
};

/**
 * An object. A type with a required field does not compile without the schema of that field.
 * @param fields the fields that are read; all others pass unchanged
 */
export const objectSchema = <T extends object>(fields: SchemaFields<T>): ResponseSchema<T> => {
  const schemas = Object.entries(fields) as [string, ResponseSchema<unknown>][];
  return (value) => {
    if (!isObject(value)) throw new SchemaError("a JSON object", value);
    for (const [name, schema] of schemas) {
      const given = Object.hasOwn(value, name) ? value[name] : undefined;
      const read = readAt(name, schema, given);
      if (read === given) continue;
      if (read === undefined) delete value[name];
      else value[name] = read;
    }
    return value as T;
  };
};

/** A response whose fields are not read. */
export const anyObjectSchema: ResponseSchema<object> = objectSchema<object>({});
