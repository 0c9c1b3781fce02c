/** The client of every data source. */
import type { ActionLogger, Connection } from "@prismatic-io/spectral";
import { createClient, type DatabricksClient } from "../client";
import { Deadline } from "../http/deadline";

/** Within what time a data source ends, and how long one attempt may take: a person waits in front of a form. In ms. */
const totalMs = 25_000;
const timeoutMs = 10_000;

/** Makes a client all of whose requests end while a person still waits. Throws as `createClient` does. */
export const interactiveClient = (
  connection: Connection,
  { logger }: { logger: ActionLogger },
): DatabricksClient =>
  createClient(connection, { logger, debug: false, deadline: Deadline.after(totalMs), timeoutMs });
