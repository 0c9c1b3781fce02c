/** Addresses outside the workspace, with the headers for their host. */
import { isAllowedAddress, isAllowedDownload } from "../../http/addresses";
import type { ExternalUrl } from "../../services/files/urlSource";
import { defineInput, type Input, type Texts, whenEmpty } from "../defineInput";
import { type KeyValue, readKeyValues } from "../keyValues";
import { headersOf } from "../raw/headers";
import { ownMachineError, readFullUrl } from "../raw/target";
import { readTrimmed } from "../text";

/** An input of an address. */
export const externalUrlInput = (texts: Texts): Input<string> =>
  defineInput({ type: "string", ...texts }, (value, label) => {
    const text = readTrimmed(value, label);
    const { protocol, hostname } = readFullUrl(text, label);
    // Over http it may be a host on loopback, for a workspace that is there, too.
    if (protocol === "http:" && !isAllowedDownload(new URL(text), `http://${hostname}`)) {
      throw new Error(`${label} must begin with https://.`);
    }
    return text;
  });

/** An input of the headers for an address, none if it is empty. */
export const externalHeadersInput = (texts: Texts): Input<KeyValue[]> =>
  whenEmpty(
    defineInput({ type: "string", collection: "keyvaluelist", ...texts }, (value, label) => {
      const headers = readKeyValues(value, label);
      headersOf(headers, { accept: "*/*" }, label);
      return headers;
    }),
    [],
  );

/** A shorter value is no secret, in characters, and could be a part of any text. */
const minSecretLength = 6;

/** Headers whose values are no secrets, and could be parts of any text. */
const plainHeaders =
  /^(?:accept|content-type|content-encoding|content-disposition|cache-control|user-agent|range|x-ms-blob-type|x-ms-version)$/;

/** An address that requests may be sent to, and what is secret of it. */
interface CheckedUrl extends ExternalUrl {
  /** The query, which signs the address, and the values of headers. */
  secrets: string[];
}

/**
 * Reads an address with its headers.
 * @param contentType the type of the body, if there is one
 * @param labels those of the inputs
 * @throws Error that names the input of an address that leads where no request may go
 */
export const readExternalUrl = (
  { url: text, headers: given, contentType }: { url: string; headers: KeyValue[]; contentType?: string },
  baseUrl: string,
  labels: { url: string; headers: string },
): CheckedUrl => {
  const url = readFullUrl(text, labels.url);
  if (!isAllowedAddress(url, baseUrl)) throw ownMachineError(labels.url);
  const headers = headersOf(given, { accept: "*/*", contentType }, labels.headers);
  const values = Object.entries(headers).flatMap(([name, values]) => (plainHeaders.test(name) ? [] : values));
  return {
    url: url.href,
    headers,
    secrets: [url.search.slice(1), ...url.searchParams.values(), ...values].filter(
      (secret) => secret.length >= minSecretLength,
    ),
  };
};
