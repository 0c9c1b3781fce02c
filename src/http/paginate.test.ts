import fc from "fast-check";
import { DatabricksError } from "./errors";
import { collectPages, type Page, pagesOf } from "./paginate";
import { numberSchema, SchemaError } from "./schema";

const { schema, itemsOf } = pagesOf("numbers", numberSchema);

type NumberPage = Page & { numbers?: number[] };

const collect = async (pages: Record<string, NumberPage>) => {
  const asked: (string | undefined)[] = [];
  const items = await collectPages(
    "GET /api/2.0/numbers",
    async (token) => {
      asked.push(token);
      return schema(pages[token ?? "first"] ?? {});
    },
    itemsOf,
  );
  return { items, asked };
};

describe("collectPages", () => {
  it("reads every page in order, however the items are spread over pages", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer(), { maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        async (lists) => {
          const pages = lists.map((numbers, index) => [
            index === 0 ? "first" : `page ${index}`,
            { numbers, ...(index + 1 < lists.length && { next_page_token: `page ${index + 1}` }) },
          ]);
          const { items, asked } = await collect(Object.fromEntries(pages));
          expect(items).toEqual(lists.flat());
          expect(asked).toHaveLength(lists.length);
        },
      ),
    );
  });

  it("goes on after an empty page with a token and ends at an empty token", async () => {
    const { items } = await collect({
      first: { next_page_token: "a" },
      a: { numbers: [], next_page_token: "b" },
      b: { numbers: [1], next_page_token: "" },
    });
    expect(items).toEqual([1]);
  });

  it("ends at a page that says that nothing follows, even if it has its own token", async () => {
    const last = { numbers: [2], next_page_token: "a", has_next_page: false };
    const { items, asked } = await collect({
      first: { numbers: [1], next_page_token: "a", has_next_page: true },
      a: last,
    });
    expect([items, asked]).toEqual([
      [1, 2],
      [undefined, "a"],
    ]);
  });

  it("gives an empty list for an answer without items", async () => {
    expect((await collect({ first: {} })).items).toEqual([]);
  });

  it("asks for no page beyond the items that are wanted", async () => {
    const pages: Record<string, NumberPage> = {
      first: { numbers: [1, 2], next_page_token: "a" },
      a: { numbers: [3, 4], next_page_token: "b" },
    };
    const asked: (string | undefined)[] = [];
    const upTo = (most: number) =>
      collectPages(
        "GET /api/2.0/numbers",
        async (token) => {
          asked.push(token);
          return schema(pages[token ?? "first"] ?? {});
        },
        itemsOf,
        most,
      );
    expect(await upTo(2)).toEqual([1, 2]);
    expect(await upTo(3)).toEqual([1, 2, 3]);
    expect(asked).toEqual([undefined, undefined, "a"]);
  });

  it("reads on over pages without an item that is wanted: they are not empty", async () => {
    let asked = 0;
    const found = await collectPages(
      "GET /api/2.0/numbers",
      async () => {
        asked += 1;
        return schema({ numbers: [asked], next_page_token: `page ${asked}` });
      },
      itemsOf,
      1,
      (number) => number === 700,
    );
    expect([found, asked]).toEqual([[700], 700]);
  });

  it("stops at a token that comes again", async () => {
    const endless = collect({
      first: { next_page_token: "a" },
      a: { next_page_token: "b" },
      b: { next_page_token: "a" },
    });
    await expect(endless).rejects.toThrow(DatabricksError);
    await expect(endless).rejects.toThrow(
      "GET /api/2.0/numbers failed: Databricks repeated a page token after 3 pages, so the list would not end.",
    );
  });

  it.each([
    ["pages", [1], "the list has not ended after 5000 pages with 5000 items"],
    ["empty pages", [], "the list has not ended after 500 empty pages"],
  ])("stops where %s come without end, each with another token", async (_what, numbers, message) => {
    let asked = 0;
    const endless = collectPages(
      "GET /api/2.0/numbers",
      async () => {
        asked += 1;
        return schema({ numbers: [...numbers], next_page_token: `page ${asked}` });
      },
      itemsOf,
    );
    await expect(endless).rejects.toThrow(`GET /api/2.0/numbers failed: ${message}. Narrow down`);
    expect(asked).toBeLessThanOrEqual(5000);
  });

  it.each([[{}], ["abc"], [7]])("refuses %j in place of a list", async (numbers) => {
    await expect(collect({ first: { numbers: numbers as unknown as number[] } })).rejects.toThrow(
      SchemaError,
    );
  });

  it("can take more items than a call can take arguments", async () => {
    const numbers = Array.from({ length: 300_000 }, (_, index) => index);
    expect((await collect({ first: { numbers } })).items).toHaveLength(300_000);
  });
});
