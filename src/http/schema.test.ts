import fc from "fast-check";
import {
  boolean,
  count,
  list,
  nonBlank,
  number,
  numericId,
  object,
  optional,
  orAbsent,
  record,
  type Schema,
  SchemaError,
  text,
} from "./schema";

const complaint = (schema: Schema<unknown>, value: unknown): string => {
  try {
    schema(value);
  } catch (error) {
    if (error instanceof SchemaError) return error.describe();
    throw error;
  }
  throw new Error("there was no complaint");
};

interface Thing {
  id: string;
  size?: number;
  parts?: { name: string }[];
}

const thing = object<Thing>({
  id: text,
  size: optional(number),
  parts: optional(list(object<{ name: string }>({ name: text }))),
});

describe("an object's schema", () => {
  it("lets fields that it does not name pass as they are", () => {
    const given = { id: "a", other: { deep: [null, 1] }, more: null };
    expect(thing(structuredClone(given))).toEqual(given);
  });

  it("takes null for an optional field as absent", () => {
    expect(thing({ id: "a", size: null, parts: null })).toEqual({ id: "a" });
  });

  it("does not take what an object inherits for a field of it", () => {
    expect(complaint(object<{ toString: string }>({ toString: text }), {})).toBe(
      "the answer's toString is missing",
    );
  });

  it.each<[unknown, string]>([
    [[], "the answer is a list, not a JSON object"],
    [{}, "the answer's id is missing"],
    [{ id: null }, "the answer's id is null, not a text"],
    [{ id: "a", size: "big" }, "the answer's size is a text, not a number"],
    [{ id: "a", size: true }, "the answer's size is the boolean true, not a number"],
    [{ id: "a", parts: {} }, "the answer's parts is an object, not a list"],
    [{ id: "a", parts: [{ name: "b" }, null] }, "the answer's parts[1] is null, not a JSON object"],
    [{ id: "a", parts: [{ name: {} }] }, "the answer's parts[0].name is an object, not a text"],
  ])("says where %j is wrong", (value, message) => {
    expect(complaint(thing, value)).toBe(message);
  });

  it("gives a thing or says what is wrong with it, whatever it is given", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (id, size, parts) => {
        const value = structuredClone({ id, size, parts });
        const outcome = orAbsent(thing)(value);
        if (outcome === undefined) return;
        expect(typeof outcome.id).toBe("string");
        expect(["number", "undefined"]).toContain(typeof outcome.size);
        for (const part of outcome.parts ?? []) expect(typeof part.name).toBe("string");
      }),
    );
  });
});

describe("values whose meaning is clear", () => {
  it("are taken for what they mean", () => {
    expect(text(7)).toBe("7");
    expect(number("1.5")).toBe(1.5);
    expect(count("12")).toBe(12);
    expect(numericId("12")).toBe(12);
    expect(numericId("12345678901234567890")).toBe("12345678901234567890");
  });

  it.each<[Schema<unknown>, unknown]>([
    [text, Number.NaN],
    [text, true],
    [nonBlank, " "],
    [number, "NaN"],
    [number, Number.POSITIVE_INFINITY],
    [number, ""],
    [count, -1],
    [count, 1.5],
    [count, 1e300],
    [numericId, "7a"],
    [numericId, 1e300],
    [boolean, "true"],
    [record(text), { a: {} }],
    [list(text), "text"],
  ])("are no others: %p of %j", (schema, value) => {
    expect(() => schema(value)).toThrow(SchemaError);
  });

  it("leave out of a list what is absent or may count so", () => {
    const choice = orAbsent(object<{ key: string }>({ key: nonBlank }));
    expect(list(choice)([{ key: "a" }, {}, null, { key: "" }, { key: 5 }])).toEqual([
      { key: "a" },
      { key: "5" },
    ]);
  });
});
