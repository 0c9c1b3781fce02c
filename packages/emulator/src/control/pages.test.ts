import { HttpError } from "../apiError";
import { pageOf, refusePaging } from "./pages";

const sizes = { defaultSize: 3, maxSize: 5 };
const items = Array.from({ length: 12 }, (_, n) => n);

function readAll(size?: string): number[][] {
  const pages: number[][] = [];
  let token: string | undefined;
  do {
    const page = pageOf(items, { page_size: size, page_token: token }, sizes);
    pages.push(page.items);
    token = page.next;
  } while (token !== undefined);
  return pages;
}

describe("the pages of a list", () => {
  it("follow one another without a gap or a repeat", () => {
    expect(readAll("4")).toEqual([items.slice(0, 4), items.slice(4, 8), items.slice(8)]);
  });

  it("have the usual size where none is asked for, and 0 asks for none", () => {
    expect(readAll().map((page) => page.length)).toEqual([3, 3, 3, 3]);
    expect(readAll("0").map((page) => page.length)).toEqual([3, 3, 3, 3]);
  });

  it("are never larger than the server allows", () => {
    expect(readAll("1000").map((page) => page.length)).toEqual([5, 5, 2]);
  });

  it("are not asked for by an offset", () => {
    expect(() => refusePaging({ page_token: "t", offset: 1 }, ["offset"])).toThrow("not by offset");
    expect(() => refusePaging({ page_token: "t" }, ["offset"])).not.toThrow();
  });

  it("know their neighbours", () => {
    const first = pageOf(items, { page_size: "5" }, sizes);
    const second = pageOf(items, { page_size: "5", page_token: first.next }, sizes);
    expect(first.previous).toBeUndefined();
    expect(pageOf(items, { page_size: "5", page_token: second.previous }, sizes)).toEqual(first);
    const third = pageOf(items, { page_size: "5", page_token: second.next }, sizes);
    expect(third.next).toBeUndefined();
  });

  it("of an empty list are one, and empty", () => {
    expect(pageOf([], {}, sizes)).toEqual({ items: [] });
  });

  it.each([
    { page_size: "-1" },
    { page_size: "many" },
    { page_size: "1.5" },
    { page_size: ["1", "2"] },
    { page_token: "made-up" },
    { page_token: Buffer.from("offset:13").toString("base64url") },
    { page_token: Buffer.from("offset:-1").toString("base64url") },
  ])("are refused for %p", (query) => {
    expect(() => pageOf(items, query, sizes)).toThrow(HttpError);
  });
});
