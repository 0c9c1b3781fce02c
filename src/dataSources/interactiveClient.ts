/** The client of every data source. */
import type { ActionLogger, Connection } from "@prismatic-io/spectral";
import { createClient, type DatabricksClient } from "../client";
import { Deadline } from "../http/deadline";

/** The time limit of a data source, and of one attempt: a person waits in front of a form. In ms. */
const totalMs = 25_000;
const timeoutMs = 10_000;

/** Creates a client whose requests all end while a person still waits. Throws as `createClient` does. */
export const interactiveClient = (
  connection: Connection,
  { logger }: { logger: ActionLogger },
): DatabricksClient =>
  createClient(connection, { logger, debug: false, deadline: Deadline.after(totalMs), timeoutMs });
