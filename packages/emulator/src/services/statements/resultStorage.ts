/** Cloud storage as external links need it: one bucket per workspace, its objects read by pre-signed addresses. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { createReadStream, mkdtempSync, type ReadStream } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How long a pre-signed address works, in seconds of workspace time. */
export const linkSeconds = 900;

/** A pre-signed address and when it ends. */
interface SignedLink {
  url: string;
  /** Workspace time, ms since the epoch. */
  expiresAt: number;
}

/** What a request must prove, taken from its address and headers. */
interface SignedRequest {
  key: string;
  query: Record<string, unknown>;
  headers: Record<string, unknown>;
}

/** An object that may be read. */
interface StoredObject {
  bytes: number;
  open(): ReadStream;
}

/** A refusal in the words of the storage service. */
export class StorageError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "StorageError";
  }
}

const basicDate = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, "");

const parseBasicDate = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));

const single = (value: unknown): string => (typeof value === "string" ? value : "");

export class Bucket {
  readonly #secret = randomBytes(32);
  readonly #objects = new Map<string, number>();
  #folder: string | undefined;

  /** @param now workspace time, ms since the epoch */
  constructor(private readonly now: () => number) {}

  /** Writes an object; slashes in the key are no folders. */
  async put(key: string, body: Buffer): Promise<void> {
    await writeFile(this.#path(key), body);
    this.#objects.set(key, body.length);
  }

  /** Deletes every object whose key starts so. */
  async deleteAll(prefix: string): Promise<void> {
    const keys = [...this.#objects.keys()].filter((key) => key.startsWith(prefix));
    for (const key of keys) this.#objects.delete(key);
    await Promise.all(keys.map((key) => rm(this.#path(key), { force: true })));
  }

  /**
   * An address that reads one object for the next 15 minutes.
   *
   * @param base address of the workspace's storage
   * @param headers what a request must send beside it
   */
  sign(base: string, key: string, headers: Record<string, string> = {}): SignedLink {
    const date = basicDate(this.now());
    const names = ["host", ...Object.keys(headers).map((name) => name.toLowerCase())].sort();
    const query = new URLSearchParams({
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Date": date,
      "X-Amz-Expires": String(linkSeconds),
      "X-Amz-SignedHeaders": names.join(";"),
      "X-Amz-Signature": this.#signature(key, date, String(linkSeconds), names, headers),
    });
    return {
      url: `${base}/results/${key}?${query.toString()}`,
      expiresAt: parseBasicDate(date) + linkSeconds * 1000,
    };
  }

  /** @throws StorageError 400, 403 or 404 as the storage service answers */
  read({ key, query, headers }: SignedRequest): StoredObject {
    if (headers.authorization !== undefined) {
      throw new StorageError(
        400,
        "InvalidArgument",
        "Only one way to authenticate is allowed: the signature in the query, or the Authorization header.",
      );
    }
    this.#checkSignature(key, query, headers);
    const bytes = this.#objects.get(key);
    if (bytes === undefined) throw new StorageError(404, "NoSuchKey", "The specified key does not exist.");
    const file = this.#path(key);
    return { bytes, open: () => createReadStream(file, { highWaterMark: 1024 * 1024 }) };
  }

  /** Deletes everything; addresses given out answer 404 from now on. */
  async close(): Promise<void> {
    this.#objects.clear();
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }

  #path(key: string): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), "databricks-results-"));
    return join(this.#folder, encodeURIComponent(key));
  }

  #checkSignature(key: string, query: Record<string, unknown>, headers: Record<string, unknown>): void {
    const date = single(query["X-Amz-Date"]);
    const expires = single(query["X-Amz-Expires"]);
    const names = single(query["X-Amz-SignedHeaders"]).split(";");
    const expected = this.#signature(key, date, expires, names, headers);
    const given = single(query["X-Amz-Signature"]);
    if (given === "") throw new StorageError(403, "AccessDenied", "Access Denied");
    if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) {
      throw new StorageError(
        403,
        "SignatureDoesNotMatch",
        "The signature does not fit the request: the address was changed or a signed header is missing.",
      );
    }
    if (this.now() >= parseBasicDate(date) + Number(expires) * 1000) {
      throw new StorageError(403, "AccessDenied", "Request has expired");
    }
  }

  #signature(
    key: string,
    date: string,
    expires: string,
    names: string[],
    headers: Record<string, unknown>,
  ): string {
    const values = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    const byName = new Map(values);
    // The host is signed in name only: storage may be reached by more than one.
    const signed = names.map((name) => `${name}:${name === "host" ? "" : single(byName.get(name))}`);
    return createHmac("sha256", this.#secret)
      .update(JSON.stringify([key, date, expires, signed]))
      .digest("hex");
  }
}
