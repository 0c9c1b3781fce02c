import { filesClient, root } from "../services/files/filesClient";

const { server, put, file, text, names, control } = filesClient();

const path = `${root}/in/a`;
const fault = (given: object) => control("faults", { path: `/api/2.0/fs/files${path}`, ...given });

/** What arrives of a download until it ends, or its connection. */
const arrived = async () => {
  const response = await file("GET", path);
  const parts: Buffer[] = [];
  try {
    for await (const part of response.body ?? []) parts.push(Buffer.from(part));
    return { text: Buffer.concat(parts).toString(), isWhole: true };
  } catch {
    return { text: Buffer.concat(parts).toString(), isWhole: false };
  }
};

it("an upload whose connection is cut leaves what was there", async () => {
  await put(path, "before");
  await fault({ method: "PUT", drop_after_bytes: 3 });
  await expect(put(path, "x".repeat(300_000))).rejects.toThrow();
  expect(await text(path)).toBe("before");
  await put(path, "after");
  expect(await text(path)).toBe("after");
});

it("an upload that is cut leaves no file, and one that is not longer passes", async () => {
  await put(`${root}/in/other`, "");
  await fault({ method: "PUT", drop_after_bytes: 5, times: 3 });
  await expect(put(path, "123456")).rejects.toThrow();
  expect(await names(`${root}/in`)).toEqual(["other"]);
  expect((await put(path, "12345")).status).toBe(204);
});

it("a download is cut after so many bytes", async () => {
  await put(path, "0123456789");
  await fault({ method: "GET", phase: "after", drop_after_bytes: 4 });
  expect(await arrived()).toEqual({ text: "0123", isWhole: false });
  expect(await arrived()).toEqual({ text: "0123456789", isWhole: true });
});

it("a response that is no stream is cut too", async () => {
  await control("faults", { path: "/api/2.0/sql/warehouses", phase: "after", drop_after_bytes: 4 });
  const response = await fetch(`${server().url}/api/2.0/sql/warehouses`, {
    headers: { authorization: `Bearer ${server().token}` },
  });
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

it("a download and an upload drip in workspace time", async () => {
  const { clock } = server().workspace;
  clock.setMode("auto");
  const takenMs = async (work: () => Promise<unknown>) => {
    const from = clock.now();
    await work();
    return clock.now() - from;
  };
  await fault({ method: "PUT", bytes_per_second: 100 });
  expect(await takenMs(() => put(path, "x".repeat(1000)))).toBeGreaterThanOrEqual(10_000);
  await fault({ method: "GET", phase: "after", bytes_per_second: 200 });
  expect(await takenMs(arrived)).toBeGreaterThanOrEqual(4900);
  expect(await arrived()).toEqual({ text: "x".repeat(1000), isWhole: true });
});
