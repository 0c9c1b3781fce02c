import Ajv from "ajv";
import fc from "fast-check";
import { schemaOf } from "./outputSchema";

const string = { type: "string" };
const number = { type: "number" };

describe("schemaOf", () => {
  it("describes values, fields and items", () => {
    expect(
      schemaOf({ id: "x", size: 1, on: true, none: null, tags: ["a"], empty: [], left: undefined }),
    ).toEqual({
      type: "object",
      properties: {
        id: string,
        size: number,
        on: { type: "boolean" },
        none: { type: "null" },
        tags: { type: "array", items: string },
        empty: { type: "array", items: {} },
      },
    });
  });

  it("describes a list's items by all of them together", () => {
    expect(schemaOf([{ id: "x" }, { id: 1, tags: [{ a: "b" }] }, { tags: [{ c: 1 }] }]).items).toEqual({
      type: "object",
      properties: {
        id: { type: ["string", "number"] },
        tags: { type: "array", items: { type: "object", properties: { a: string, c: number } } },
      },
    });
    expect(schemaOf([null, { a: 1 }, "x", { b: "y" }]).items).toEqual({
      type: ["null", "object", "string"],
      properties: { a: number, b: string },
    });
  });

  it("describes its own example, whatever that is, and each of its items", () => {
    const ajv = new Ajv({ strict: true, allowUnionTypes: true, ownProperties: true });
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (example) => {
        fc.pre(!JSON.stringify(example).includes("__proto__"));
        expect(ajv.validate(schemaOf(example), example)).toBe(true);
      }),
    );
  });
});
