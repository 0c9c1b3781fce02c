/** The Files API: files and directories of a volume, with and without the connector. */
import { createHash, randomBytes } from "node:crypto";
import type { Check } from "../check";
import type { CheckContext } from "../context";
import { agree } from "../outcomes";
import { refusedWith } from "./refusals";

const page = "https://docs.databricks.com/api/workspace/files";
const filesApi = "/api/2.0/fs/files";
const directoriesApi = "/api/2.0/fs/directories";

const text = "id,name\n1,Ada\n2,Grace\n";

/** A small file in the volume. @returns its path */
const smallFile = (context: CheckContext): Promise<string> =>
  context.fixture("the small file", async () => {
    const filePath = `${context.volumePath}/small/names.csv`;
    await context.call("uploadFile", { filePath, file: text });
    return filePath;
  });

/** A file of a few megabytes, sent as a stream of pieces. */
const streamOf = (bytes: Uint8Array): ReadableStream =>
  new ReadableStream({
    start: (controller) => {
      for (let at = 0; at < bytes.length; at += 100_000) controller.enqueue(bytes.subarray(at, at + 100_000));
      controller.close();
    },
  });

const sha = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export const fileChecks: Check[] = [
  {
    id: "files.roundTrip",
    title: "A file that is uploaded is found, listed, read whole and in part, and deleted",
    tries: "Upload File, Get File Info, List Files, Download File, Delete File",
    source: page,
    covers: [
      "uploadFile",
      "getFileInfo",
      "listFiles",
      "downloadFile",
      "deleteFile",
      "createDirectory",
      "deleteDirectory",
    ],
    needs: ["schema"],
    run: async (context) => {
      const directoryPath = `${context.volumePath}/round trip ü`;
      const filePath = `${directoryPath}/a b.csv`;
      await context.call("createDirectory", { directoryPath });
      await context.call("uploadFile", { filePath, file: text });
      const info = await context.call<{ sizeBytes: number }>("getFileInfo", { path: filePath });
      agree(info.sizeBytes === text.length, `${info.sizeBytes} bytes`);
      const listed = await context.call<{ path: string }[]>("listFiles", { directoryPath });
      agree(
        listed.some(({ path }) => path === filePath),
        JSON.stringify(listed),
      );
      const whole = await context.call<string>("downloadFile", { filePath, result: "text" });
      agree(whole === text, JSON.stringify(whole));
      const part = await context.call<string>("downloadFile", {
        filePath,
        result: "text",
        offset: "8",
        length: "5",
      });
      agree(part === "1,Ada", JSON.stringify(part));
      await context.call("deleteFile", { filePath });
      await context.call("deleteDirectory", { directoryPath });
      const { status, message } = await context.refusal("getFileInfo", { path: filePath });
      agree(status === 404, message);
      return `${text.length} bytes`;
    },
  },
  {
    id: "files.choices",
    title: "A wizard offers the directories and the files of a volume",
    tries: "Select Directory and Select File",
    source: page,
    covers: ["selectDirectory", "selectFile"],
    needs: ["schema"],
    run: async (context) => {
      const path = await smallFile(context);
      const volume = { catalog: context.catalog, schema: context.name, volume: context.name };
      const directories = await context.call<{ key: string }[]>("selectDirectory", volume);
      const files = await context.call<{ key: string }[]>("selectFile", { ...volume, directory: "small" });
      agree(
        directories.some(({ key }) => key === `${context.volumePath}/small`),
        JSON.stringify(directories),
      );
      agree(
        files.some(({ key }) => key === path),
        JSON.stringify(files),
      );
      return `${directories.length} directories, ${files.length} files`;
    },
  },
  {
    id: "files.chunked",
    title: "An upload without a length, in chunks, is accepted and arrives whole",
    tries: "PUT of 3 MB of random bytes as a stream",
    source: page,
    needs: ["schema"],
    run: async (context) => {
      const bytes = randomBytes(3_000_000);
      const path = `${filesApi}${context.volumePath}/chunked.bin`;
      const put = await context.request("PUT", path, {
        query: { overwrite: "true" },
        headers: { "content-type": "application/octet-stream" },
        body: streamOf(bytes),
      });
      agree(put.status < 300, put.summary);
      const back = await context.call<Uint8Array | { data: Uint8Array }>("downloadFile", {
        filePath: `${context.volumePath}/chunked.bin`,
      });
      const received = Buffer.from(back instanceof Uint8Array ? back : back.data);
      agree(sha(received) === sha(bytes), `${received.length} other bytes`);
      return `HTTP ${put.status}, ${received.length} bytes`;
    },
  },
  {
    id: "files.parent",
    title: "An upload makes missing directories, or is refused with 404",
    tries: "PUT into a directory that is not there",
    source: page,
    needs: ["schema"],
    run: async (context) => {
      const path = `${filesApi}${context.volumePath}/deep/er/file.txt`;
      const answer = await context.request("PUT", path, { body: "x", query: { overwrite: "true" } });
      agree(answer.status < 300 || answer.status === 404, answer.summary);
      return answer.summary;
    },
  },
  {
    id: "files.overwrite",
    title: "An upload over a file, without overwrite, is refused with 409 and changes nothing",
    tries: "PUT with overwrite=false, and without overwrite",
    source: page,
    needs: ["schema"],
    run: async (context) => {
      const filePath = await smallFile(context);
      const answer = await context.request("PUT", filesApi + filePath, {
        body: "other",
        query: { overwrite: "false" },
      });
      const seen = refusedWith(answer, [409]);
      const { text: after } = await context.ask("GET", filesApi + filePath);
      agree(after === text, after);
      return seen;
    },
  },
  {
    id: "files.head",
    title: "HEAD gives size and time of a file, and no body where it is not there",
    tries: "HEAD of a file, and of none",
    source: page,
    needs: ["schema"],
    run: async (context) => {
      const { headers } = await context.ask("HEAD", filesApi + (await smallFile(context)));
      const missing = await context.request("HEAD", `${filesApi}${context.volumePath}/nowhere`);
      const shown = ["content-length", "last-modified", "content-type"].map(
        (name) => `${name} ${headers.get(name)}`,
      );
      const seen = `${shown.join(", ")}; missing: HTTP ${missing.status} with ${missing.text.length} characters`;
      agree(headers.get("content-length") === String(text.length), seen);
      agree(!Number.isNaN(Date.parse(headers.get("last-modified") ?? "")), seen);
      agree(missing.status === 404, seen);
      return seen;
    },
  },
  {
    id: "files.range",
    title: "A Range is answered with 206 and Content-Range, one beyond the end with 416",
    tries: "bytes 8 to 12, and from 1,000 on",
    source: page,
    needs: ["schema"],
    run: async (context) => {
      const path = filesApi + (await smallFile(context));
      const part = await context.request("GET", path, { headers: { range: "bytes=8-12" } });
      const beyond = await context.request("GET", path, { headers: { range: "bytes=1000-" } });
      const seen = `HTTP ${part.status} ${part.headers.get("content-range")} ${part.text}; beyond: ${beyond.summary}`;
      agree(part.status === 206 && part.text === "1,Ada", seen);
      return seen;
    },
  },
  {
    id: "files.unmodified",
    title: "If-Unmodified-Since of an earlier time is refused with 412",
    tries: "GET with the year 2000",
    source: page,
    needs: ["schema"],
    run: async (context) => {
      const answer = await context.request("GET", filesApi + (await smallFile(context)), {
        headers: { "if-unmodified-since": new Date(Date.UTC(2000, 0, 1)).toUTCString() },
      });
      return refusedWith(answer, [412]);
    },
  },
  {
    id: "files.missing",
    title: "A missing file is 404 with a code",
    tries: "GET and DELETE of a file that is not there, and a list of a directory that is not",
    source: page,
    needs: ["schema"],
    run: async (context) => {
      const nowhere = `${context.volumePath}/nowhere`;
      const got = await context.request("GET", filesApi + nowhere);
      const deleted = await context.request("DELETE", filesApi + nowhere);
      const listed = await context.request("GET", directoriesApi + nowhere);
      return [got, deleted, listed]
        .map((answer) => refusedWith(answer, [404], /NOT_FOUND|DOES_NOT_EXIST/))
        .join("; ");
    },
  },
  {
    id: "files.directories",
    title:
      "A directory is made again without an error, is not made over a file, and is not deleted with contents",
    tries: "PUT twice, PUT on a file, DELETE with a file in it, a list of a file",
    source: page,
    needs: ["schema"],
    run: async (context) => {
      const path = await smallFile(context);
      const directory = directoriesApi + path.slice(0, path.lastIndexOf("/"));
      const again = await context.request("PUT", directory);
      const overFile = await context.request("PUT", directoriesApi + path);
      const full = await context.request("DELETE", directory);
      const listed = await context.request("GET", directoriesApi + path);
      agree(again.status < 300, again.summary);
      const refused = [
        refusedWith(overFile, [409, 400]),
        refusedWith(full, [400, 409]),
        refusedWith(listed, [404, 400]),
      ];
      return `again: HTTP ${again.status}; ${refused.join("; ")}`;
    },
  },
  {
    id: "files.pages",
    title: "A list of a directory comes page by page",
    tries: "three files, one on each page",
    source: page,
    needs: ["schema"],
    run: async (context) => {
      const directory = `${context.volumePath}/pages`;
      for (const name of ["a", "b", "c"]) {
        await context.ask("PUT", `${filesApi}${directory}/${name}`, {
          body: name,
          query: { overwrite: "true" },
        });
      }
      const names: string[] = [];
      let pages = 0;
      let token: string | undefined;
      do {
        const query = { page_size: "1", ...(token && { page_token: token }) };
        const { json } = await context.ask("GET", directoriesApi + directory, { query });
        names.push(...((json.contents as { name: string }[] | undefined) ?? []).map(({ name }) => name));
        token = (json.next_page_token as string | undefined) || undefined;
        pages += 1;
      } while (token !== undefined && pages < 10);
      agree(names.sort().join() === "a,b,c", names.join());
      return `${pages} pages`;
    },
  },
  {
    id: "files.fromUrl",
    title: "A file comes from a signed URL of cloud storage as it is",
    tries: "Upload File From URL from the external link of a result",
    source: page,
    covers: ["uploadFileFromUrl"],
    needs: ["schema"],
    run: async (context) => {
      const { json } = await context.ask("POST", "/api/2.0/sql/statements", {
        body: {
          warehouse_id: context.warehouseId,
          statement: "SELECT 1 AS one",
          disposition: "EXTERNAL_LINKS",
          format: "CSV",
          wait_timeout: "50s",
        },
      });
      const { external_links: links = [] } = (json.result ?? {}) as {
        external_links?: { external_link: string }[];
      };
      const filePath = `${context.volumePath}/from url.csv`;
      await context.call("uploadFileFromUrl", { filePath, sourceUrl: links[0]?.external_link });
      const whole = await context.call<string>("downloadFile", { filePath, result: "text" });
      agree(/^one\r?\n"?1"?\r?\n?$/.test(whole), JSON.stringify(whole));
      return JSON.stringify(whole);
    },
  },
];
