/** Files from addresses outside the workspace. */
import type { Readable } from "node:stream";
import type { DatabricksClient } from "../../client";
import { DatabricksError, rethrowWithHint } from "../../http/errors";
import type { Response } from "../../http/request";
import { readFileHeaders } from "./fileHeaders";
import type { UploadSource } from "./source";

/** An address outside the workspace, with the headers for its host. The connection's token never goes there. */
export interface ExternalUrl {
  url: string;
  headers: Record<string, string[]>;
}

/** The file at an address. */
interface UrlSource extends UploadSource {
  /** Closes what was opened and is not needed. */
  close: () => void;
}

const expired = "Check the URL and the headers for its host; a pre-signed URL may have expired.";

const isRefused = (error: unknown): boolean =>
  error instanceof DatabricksError && [401, 403, 404, 410].includes(error.status ?? 0);

const get = (
  client: DatabricksClient,
  { url, headers }: ExternalUrl,
  signal?: AbortSignal,
): Promise<Response<Readable>> =>
  client
    .stream({ method: "GET", url, headers, signal, anonymous: true })
    .catch(rethrowWithHint(expired, isRefused));

/** The error of a response of success that does not hold the file. */
const withoutFile = (url: string, status: number): DatabricksError =>
  new DatabricksError({
    operation: `GET ${new URL(url).origin}`,
    status,
    ...(status === 206
      ? {
          message: "the host responded with a part of the file only",
          hint: "Remove a Range header from the headers for the host.",
        }
      : { message: "the host responded without the file" }),
  });

const changed = (url: string): DatabricksError =>
  new DatabricksError({
    operation: `GET ${new URL(url).origin}`,
    message: "the file at the URL was changed while it was copied",
  });

/**
 * Opens the file at an address; its bytes are read as they arrive.
 * @param label what the address is called in errors
 * @throws DatabricksError that names the host, without the address' query
 */
export const openUrlSource = async (
  client: DatabricksClient,
  address: ExternalUrl,
  label: string,
): Promise<UrlSource> => {
  const first = await get(client, address);
  if (first.status !== 200) {
    first.body.destroy();
    throw withoutFile(address.url, first.status);
  }
  const { sizeBytes } = readFileHeaders(first.headers);
  let unread: Readable | undefined = first.body;
  return {
    sizeBytes,
    label,
    open: async (signal) => {
      const opened = unread;
      unread = undefined;
      if (opened && !opened.destroyed) return opened;
      const again = await get(client, address, signal);
      if (again.status === 200 && readFileHeaders(again.headers).sizeBytes === sizeBytes) return again.body;
      again.body.destroy();
      throw changed(address.url);
    },
    close: () => unread?.destroy(),
  };
};
