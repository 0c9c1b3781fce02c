/** The limit of a connection on the bytes of a result, wherever it comes from. */
import type { DatabricksClient } from "../client";
import { DatabricksError } from "../http/errors";
import type { Response } from "../http/request";
import { InvalidResponseError } from "../http/response";
import { switchLabels } from "../http/switchLabels";

/** Why something is refused that is larger than the connection allows. @param bytes its size, if it is known */
export const sizeRefusal = (limitBytes: number, what: string, bytes?: number): string => {
  const limit = limitBytes / 1_000_000;
  const size = bytes === undefined ? `more than ${limit}` : bytes / 1_000_000;
  return `${switchLabels.maxResultMegabytes} of the connection is ${limit}, but ${what} has ${size} MB`;
};

/**
 * Checks the size of a response.
 * @throws DatabricksError that names the switch and, after a write, says that it was carried out
 */
export const expectResponseWithinLimit = (
  { switches }: Pick<DatabricksClient, "switches">,
  { body, invalidResponse }: Response,
): void => {
  const { maxResultBytes: limit } = switches;
  const bytes = Buffer.byteLength(body);
  if (limit === undefined || bytes <= limit) return;
  throw invalidResponse(new InvalidResponseError(sizeRefusal(limit, "the response", bytes)));
};

/**
 * Checks the size of something that is read.
 * @param operation how it is read
 * @param what it is, in words
 * @throws DatabricksError that names the switch, when it is larger than the connection allows
 */
export const expectSizeWithinLimit = (
  { switches }: Pick<DatabricksClient, "switches">,
  operation: string,
  what: string,
  bytes: number,
): void => {
  const { maxResultBytes: limit } = switches;
  if (limit === undefined || bytes <= limit) return;
  throw new DatabricksError({ operation, message: sizeRefusal(limit, what, bytes) });
};
