import fc from "fast-check";
import {
  booleanSchema,
  countSchema,
  lenientSchema,
  listSchema,
  nonBlankSchema,
  numberSchema,
  numericIdSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  recordSchema,
  SchemaError,
  textSchema,
} from "./schema";

const complaint = (schema: ResponseSchema<unknown>, value: unknown): string => {
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

const thing = objectSchema<Thing>({
  id: textSchema,
  size: optionalSchema(numberSchema),
  parts: optionalSchema(listSchema(objectSchema<{ name: string }>({ name: textSchema }))),
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
    expect(complaint(objectSchema<{ toString: string }>({ toString: textSchema }), {})).toBe(
      "the response's toString is missing",
    );
  });

  it.each<[unknown, string]>([
    [[], "the response is a list, not a JSON object"],
    [{}, "the response's id is missing"],
    [{ id: null }, "the response's id is null, not a text"],
    [{ id: "a", size: "big" }, "the response's size is a text, not a number"],
    [{ id: "a", size: true }, "the response's size is the boolean true, not a number"],
    [{ id: "a", parts: {} }, "the response's parts is an object, not a list"],
    [{ id: "a", parts: [{ name: "b" }, null] }, "the response's parts[1] is null, not a JSON object"],
    [{ id: "a", parts: [{ name: {} }] }, "the response's parts[0].name is an object, not a text"],
  ])("says where %j is wrong", (value, message) => {
    expect(complaint(thing, value)).toBe(message);
  });

  it("gives a thing or says what is wrong with it, whatever it is given", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (id, size, parts) => {
        const value = structuredClone({ id, size, parts });
        const outcome = lenientSchema(thing)(value);
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
    expect(textSchema(7)).toBe("7");
    expect(numberSchema("1.5")).toBe(1.5);
    expect(countSchema("12")).toBe(12);
    expect(numericIdSchema("12")).toBe(12);
    expect(numericIdSchema("12345678901234567890")).toBe("12345678901234567890");
  });

  it.each<[ResponseSchema<unknown>, unknown]>([
    [textSchema, Number.NaN],
    [textSchema, true],
    [nonBlankSchema, " "],
    [numberSchema, "NaN"],
    [numberSchema, Number.POSITIVE_INFINITY],
    [numberSchema, ""],
    [countSchema, -1],
    [countSchema, 1.5],
    [countSchema, 1e300],
    [numericIdSchema, "7a"],
    [numericIdSchema, 1e300],
    [booleanSchema, "true"],
    [recordSchema(textSchema), { a: {} }],
    [listSchema(textSchema), "text"],
  ])("are no others: %p of %j", (schema, value) => {
    expect(() => schema(value)).toThrow(SchemaError);
  });

  it.each([undefined, null])("make no error for each %p, which may be absent a million times", (absent) => {
    const refused: unknown[] = [];
    const schema = lenientSchema((value) => {
      refused.push(value);
      throw new SchemaError("a text", value);
    });
    expect([schema(absent), schema(5)]).toEqual([undefined, undefined]);
    expect(refused).toEqual([5]);
  });

  it("leave out of a list what is absent or may count so", () => {
    const choice = lenientSchema(objectSchema<{ key: string }>({ key: nonBlankSchema }));
    expect(listSchema(choice)([{ key: "a" }, {}, null, { key: "" }, { key: 5 }])).toEqual([
      { key: "a" },
      { key: "5" },
    ]);
  });
});
