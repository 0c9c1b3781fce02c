/** Sends files of volumes to addresses outside the workspace. */
import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { expectFileWithinLimit, openDownload } from "./download";
import { filePath } from "./files";
import { streamRetryPolicy } from "./upload";
import type { ExternalUrl } from "./urlSource";

/** Where a file is sent, and how. */
interface Target extends ExternalUrl {
  method: "PUT" | "POST";
}

/** What another host responds. */
export interface SentFile {
  sizeBytes: number;
  status: number;
  /** Those that describe what was stored, such as `etag` and `location`. */
  headers: Record<string, string>;
}

/** How long the host may neither take anything nor respond, in milliseconds. */
const idleMs = 120_000;

/** Headers that describe what was stored. */
const returnedHeaders =
  /^(?:etag|location|last-modified|content-type|x-amz-version-id|x-goog-generation|x-ms-version-id|x-ms-request-id|x-amz-request-id|content-md5|x-ms-content-crc64)$/;

const unknownSize = (path: string): DatabricksError =>
  new DatabricksError({
    operation: `GET ${filePath(path)}`,
    message: "the workspace does not say how large the file is, which the other host must know",
  });

/**
 * Streams a file to an address, with its length. The download is opened again for each attempt.
 * @param path absolute, such as `/Volumes/main/default/landing/orders.csv`
 * @throws DatabricksError
 */
export const sendToUrl = async (
  client: DatabricksClient,
  path: string,
  { method, url, headers }: Target,
): Promise<SentFile> => {
  const first = await openDownload(client, { path });
  const { sizeBytes } = first;
  let unread: typeof first.stream | undefined = first.stream;
  try {
    if (sizeBytes === undefined) throw unknownSize(path);
    expectFileWithinLimit(client, path, first);
    const response = await client.send({
      method,
      url,
      headers: { accept: ["*/*"], ...headers },
      anonymous: true,
      timeoutMs: idleMs,
      policy: streamRetryPolicy,
      body: {
        sizeBytes,
        open: async (signal) => {
          const opened = unread ?? (await openDownload(client, { path, signal })).stream;
          unread = undefined;
          return opened;
        },
      },
    });
    const returned = Object.entries(response.headers).filter(([name]) => returnedHeaders.test(name));
    return {
      sizeBytes,
      status: response.status,
      headers: Object.fromEntries(returned.map(([name, value]) => [name, client.redact(String(value))])),
    };
  } finally {
    unread?.destroy();
  }
};
