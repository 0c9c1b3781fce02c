/** Files into volumes and out of them, by the built component against the local workspace. */
import { landingDirectoryExample, landingFileExample } from "../src/services/files/listingExamples";
import { exampleParameters, failureOf, runIn, subjectOf } from "./support/component";
import { runWithFaults } from "./support/faultRun";
import { useSharedWorkspace } from "./support/workspace";

const root = landingDirectoryExample.path;

const workspace = useSharedWorkspace();
afterEach(async () => {
  await workspace.reset();
  await workspace.clearFaults();
});

const upload = (path: string, file: unknown, options: Record<string, unknown> = {}) =>
  runIn(workspace, "uploadFile", { filePath: `${root}/${path}`, file, ...options });

const download = (path: string, options: Record<string, unknown> = {}) =>
  runIn(workspace, "downloadFile", { filePath: `${root}/${path}`, ...options });

/** Bytes of every value, many of them. */
const bytes = Buffer.from(Array.from({ length: 1_000_000 }, (_, index) => (index * 31 + (index >> 8)) % 256));

const filesPath = "^/api/2.0/fs/files/";

describe("a file that is uploaded", () => {
  it.each([
    ...[
      "plain.csv",
      "a b.csv",
      "50% off",
      "%2e%2e",
      "c#d",
      "1+1=2&x;y",
      "what?",
      "größe 😀.txt",
      "日本語/ファイル",
      ...[
        'say "yes"',
        "back\\slash",
        "cafe\u0301",
        "ends with a dot.",
        "..before",
        "...",
        "%2F",
        "%252e%252e",
      ],
      ...["a?overwrite=true", "a;b", "x".repeat(255), "{a}[b]^|`", "\u200d\u202e.txt"],
    ],
    ..."!'()*,:@~$".split("").map((sign) => `sign${sign}`),
  ])("comes back under the name %j", async (name) => {
    expect(await upload(name, "text")).toEqual({ path: `${root}/${name}`, sizeBytes: 4 });
    expect(await download(name, { result: "text" })).toBe("text");
  });

  it.each<[string, unknown, Buffer]>([
    ["bytes", bytes, bytes],
    ["a file of a step", { data: bytes, contentType: "image/png" }, bytes],
    ["no bytes", Buffer.alloc(0), Buffer.alloc(0)],
    ["text", "größer\n", Buffer.from("größer\n")],
  ])("comes back byte for byte: %s", async (_what, file, wanted) => {
    expect(await upload("new/deeper/file.bin", file)).toMatchObject({ sizeBytes: wanted.length });
    expect(wanted.equals((await download("new/deeper/file.bin")) as Buffer)).toBe(true);
  });

  it("replaces another only where that is wanted", async () => {
    const name = landingFileExample.name;
    const former = await download(name, { result: "text" });
    expect((await failureOf(upload(name, "new"))).message).toMatch(/HTTP 409.*Set Overwrite to true/);
    expect(await download(name, { result: "text" })).toBe(former);
    await upload(name, "new", { overwrite: "true" });
    expect(await download(name, { result: "text" })).toBe("new");
  });

  it("is known as the upload's own when the response was lost", async () => {
    const faults = [{ path: filesPath, method: "PUT", drop: true, phase: "after" as const }];
    const subject = subjectOf("uploadFile");
    const { result, error, requests } = await runWithFaults(
      workspace,
      subject,
      exampleParameters(subject),
      faults,
    );
    expect(error).toBeUndefined();
    expect(result).toEqual(subject.example);
    expect(requests.filter(({ method, path }) => method === "PUT" && /files/.test(path))).toHaveLength(2);
  });

  it("is whole after an upload that broke off and was repeated", async () => {
    await workspace.fault({ path: filesPath, method: "PUT", drop_after_bytes: 300_000, phase: "before" });
    await upload("big.bin", bytes);
    expect(bytes.equals((await download("big.bin")) as Buffer)).toBe(true);
  });
});

describe("a file that is downloaded", () => {
  it("is whole though the download broke off", async () => {
    await upload("big.bin", bytes);
    await workspace.fault({
      path: filesPath,
      method: "GET",
      drop_after_bytes: 300_000,
      phase: "after",
      times: 2,
    });
    expect(bytes.equals((await download("big.bin")) as Buffer)).toBe(true);
    const ranges = (await workspace.requests()).flatMap(({ headers }) => headers.range ?? []);
    expect(ranges).toHaveLength(2);
  });

  it("may be a part of one", async () => {
    await upload("digits", "0123456789");
    expect(await download("digits", { result: "text", offset: "3", length: "4" })).toBe("3456");
    expect((await failureOf(download("digits", { offset: "10" }))).message).toMatch(
      /HTTP 416.*Offset must be/,
    );
  });
});

describe("a missing grant", () => {
  it.each([
    ["WRITE_VOLUME", "uploadFile", "WRITE VOLUME"],
    ["READ_VOLUME", "downloadFile", "READ VOLUME"],
  ])("%s is named by %s", async (privilege, key, words) => {
    await workspace.revoke({ securable: "volume", id: "workspace.default.landing", privilege });
    const failure = await failureOf(runIn(workspace, key, exampleParameters(subjectOf(key))));
    expect(failure.message).toContain(words);
    expect(failure.message).toContain("workspace.default.landing");
  });
});
