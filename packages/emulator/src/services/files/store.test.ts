import { FileStore } from "./store";
import { readVolumePath } from "./volumePath";

const store = new FileStore({ now: () => 5 }, [{ path: "/Volumes/a/b/c/seeded", text: "1" }], 10);
afterAll(() => store.close());

const path = (name: string) => readVolumePath(`/Volumes/a/b/c/${name}`);

async function* chunks(...sizes: number[]): AsyncGenerator<Buffer> {
  for (const size of sizes) yield Buffer.alloc(size, 1);
}

it("a file of a seed is there, with the time of the clock", () => {
  expect(store.file(path("seeded"))).toMatchObject({ size: 1, modifiedAt: 5 });
});

it("a file that turns out too large is refused, and leaves what was there", async () => {
  await store.write(path("a"), chunks(4, 6), { overwrite: true });
  await expect(store.write(path("a"), chunks(4, 6, 1), { overwrite: true })).rejects.toThrow(
    "larger than 10 bytes",
  );
  await expect(store.write(path("a"), chunks(), { overwrite: true, size: 11 })).rejects.toThrow(
    "larger than",
  );
  expect(store.file(path("a")).size).toBe(10);
});

it("of two that write a new file at once, the first to end has it", async () => {
  const writes = [1, 2].map((size) => store.write(path("new"), chunks(size), { overwrite: false }));
  const ended = await Promise.allSettled(writes);
  expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

it("an upload whose source fails leaves no file", async () => {
  async function* failing(): AsyncGenerator<Buffer> {
    yield Buffer.from("1");
    throw new Error("cut");
  }
  await expect(store.write(path("failed"), failing(), { overwrite: true })).rejects.toThrow("cut");
  expect(store.find(path("failed"))).toBeUndefined();
});
