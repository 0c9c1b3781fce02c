import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { startAt } from "../../fixedStart";
import { volume } from "../../seed/unityCatalog";
import { filesClient, root } from "./filesClient";
import { SqlVolumes } from "./sqlVolumes";

const { server, put, file, control } = filesClient();

const volumes = () => new SqlVolumes(server().workspace.volumes, server().workspace.files);
const paths = async (path: string) => (await volumes().files(path))?.map((each) => each.path);

it("statements see a file, and every file below a directory by its path", async () => {
  await put(`${root}/in/b.csv`, "22");
  await put(`${root}/in/a/z.csv.gz`, "1");
  await put(`${root}/in/_c`, "");
  const [found] = (await volumes().files(`${root}/in/b.csv`)) ?? [];
  expect(found).toMatchObject({ path: `${root}/in/b.csv`, size: 2, modifiedAt: startAt });
  expect(readFileSync(found?.localPath ?? "", "utf8")).toBe("22");
  expect(await paths(`${root}/in/`)).toEqual(
    ["_c", "a/z.csv.gz", "b.csv"].map((name) => `${root}/in/${name}`),
  );
  expect(await paths("/Volumes/WORKSPACE/default/landing/in/a")).toEqual([`${root}/in/a/z.csv.gz`]);
});

it("there is nothing where a path is wrong, or its volume or file is missing", async () => {
  for (const path of [
    `${root}/none`,
    "/Volumes/main/default/none",
    "/Volumes/main",
    "s3://a",
    `${root}/../a`,
    "",
  ]) {
    expect([path, await paths(path)]).toEqual([path, undefined]);
  }
  await control("seed", { volumes: [{ full_name: "main.default.empty" }] });
  expect(await paths("/Volumes/main/default/empty")).toEqual([]);
});

it("local files have names that are safe, with their extensions, and are gone with their files", async () => {
  await put(`${root}/in/ü $(x) ${"y".repeat(200)}.csv.gz`, "1");
  await put(`${root}/in/a`, "1");
  await put(`${root}/in/a`, "2");
  const local = ((await volumes().files(`${root}/in`)) ?? []).map(({ localPath }) => localPath);
  expect(local.map((path) => path.replace(/^.*\//, ""))).toEqual([
    expect.stringMatching(/^\d+$/),
    expect.stringMatching(/^\d+\.csv\.gz$/),
  ]);
  const folder = dirname(local[0] ?? "");
  const before = readdirSync(folder).length;
  await file("DELETE", `${root}/in/a`);
  expect(readdirSync(folder)).toHaveLength(before - 1);
  await server().workspace.close();
  expect(() => readdirSync(folder)).toThrow("ENOENT");
});

it("a statement that lacks READ VOLUME is told so", async () => {
  const { full_name } = volume;
  await control("grants", { revoke: [{ securable: "volume", id: full_name, privilege: "READ_VOLUME" }] });
  expect(server().workspace.grants.missingInSql(full_name.split("."), "READ_VOLUME")).toBe(
    `User does not have READ VOLUME on Volume '${full_name}'.`,
  );
});
