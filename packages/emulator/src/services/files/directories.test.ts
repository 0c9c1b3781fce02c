import { startAt } from "../../fixedStart";
import { filesClient, root } from "./filesClient";

const { server, file, directory, put, refused } = filesClient();

it("an upload makes the directories above it, and a directory is deleted once it is empty", async () => {
  await put(`${root}/a/b/c.txt`, "1");
  expect((await directory("HEAD", `${root}/a/b`)).status).toBe(200);
  expect(await refused(directory("DELETE", `${root}/a/b`))).toEqual([
    400,
    "INVALID_PARAMETER_VALUE",
    "FILES_API_DIRECTORY_IS_NOT_EMPTY",
  ]);
  expect((await file("DELETE", `${root}/a/b/c.txt`)).status).toBe(204);
  expect((await directory("DELETE", `${root}/a/b/`)).status).toBe(204);
  expect((await directory("HEAD", `${root}/a/b`)).status).toBe(404);
});

it("making a directory makes those above it, and may be repeated", async () => {
  for (const _ of [1, 2]) expect((await directory("PUT", `${root}/a/b`)).status).toBe(204);
  await put(`${root}/file`, "");
  expect((await directory("PUT", `${root}/file`)).status).toBe(409);
  expect((await put(`${root}/a/b`, "")).status).toBe(409);
});

it("a directory is listed page by page, and nothing is lost when files go in between", async () => {
  for (const name of ["a", "b", "c/x", "d"]) await put(`${root}/in/${name}`, "12");
  const page = async (query: string) =>
    (await (await directory("GET", `${root}/in`, query)).json()) as {
      contents: object[];
      next_page_token: string;
    };
  const first = await page("?page_size=2");
  expect(first.contents).toEqual([
    { path: `${root}/in/a`, is_directory: false, file_size: 2, last_modified: startAt, name: "a" },
    { path: `${root}/in/b`, is_directory: false, file_size: 2, last_modified: startAt, name: "b" },
  ]);
  for (const name of ["a", "b"]) await file("DELETE", `${root}/in/${name}`);
  const second = await page(`?page_size=2&page_token=${first.next_page_token}`);
  expect(second).toEqual({
    contents: [
      { path: `${root}/in/c`, is_directory: true, last_modified: startAt, name: "c" },
      { path: `${root}/in/d`, is_directory: false, file_size: 2, last_modified: startAt, name: "d" },
    ],
  });
  expect(await (await directory("GET", `${root}/in/c/`)).json()).toHaveProperty("contents");
  await file("DELETE", `${root}/in/c/x`);
  expect(await (await directory("GET", `${root}/in/c`)).json()).toEqual({});
  expect((await directory("GET", root, "?page_token=none")).status).toBe(400);
});

it("pages of a directory may be smaller than was asked for, and empty", async () => {
  server().workspace.pagination = { emptyPages: 2, maxPageSize: 1 };
  const pages: string[][] = [];
  let token = "";
  do {
    const page = (await (await directory("GET", root, `?page_size=9&page_token=${token}`)).json()) as {
      contents?: { name: string }[];
      next_page_token?: string;
    };
    pages.push((page.contents ?? []).map(({ name }) => name));
    token = page.next_page_token ?? "";
  } while (token !== "");
  expect(pages).toEqual([[], [], ["airports.csv"], ["orders"]]);
});
