/** Which bytes of a file a request asks for (RFC 9110, sections 13 and 14). */
import { HttpError } from "../../apiError";
import { fileError } from "./fileError";
import type { StoredFile } from "./fileTree";

/** The first and the last byte, from 0. */
export interface ByteRange {
  first: number;
  last: number;
}

/** A time as HTTP has it, in whole seconds. */
export const httpDate = (ms: number): string => new Date(ms).toUTCString();

/** @throws HttpError 412 where the file was written after the time of `If-Unmodified-Since` */
export function checkUnmodified({ modifiedAt }: StoredFile, ifUnmodifiedSince: string | undefined): void {
  const since = Date.parse(ifUnmodifiedSince ?? "");
  // A date that cannot be read is ignored.
  if (Number.isNaN(since) || Math.floor(modifiedAt / 1000) * 1000 <= since) return;
  throw fileError(
    412,
    "FAILED_PRECONDITION",
    "FILES_API_PRECONDITION_FAILED",
    "The file was modified after the time of If-Unmodified-Since.",
  );
}

/**
 * The bytes that a `Range` header asks for; undefined for the whole file, as also for several ranges at once and for
 * what is no range of bytes.
 * @throws HttpError 416 where the file has none of the bytes
 */
export function rangeOf({ size }: StoredFile, header: string | undefined): ByteRange | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/i.exec(header ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  // Backward, so it is ignored.
  if (from !== "" && to !== "" && Number(to) < Number(from)) return undefined;
  if (first <= last) return { first, last };
  const { status, body, message } = fileError(
    416,
    "INVALID_PARAMETER_VALUE",
    "FILES_API_RANGE_NOT_SATISFIABLE",
    "The requested range is not satisfiable.",
  );
  throw new HttpError(status, body, message, { "content-range": `bytes */${size}` });
}
