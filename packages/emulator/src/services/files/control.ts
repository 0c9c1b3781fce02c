/** The control surface of files: what writers with other clocks, or none, would leave. */
import type { FastifyInstance } from "fastify";
import { CONTROL_PREFIX } from "../../control/paths";
import { invalidParameter, onlyFields, requiredText } from "../../control/requests";
import { readVolumePath } from "./volumePath";

/** Registers `POST /__workspace/files`, which sets the time of a file, ms since the epoch. */
export function fileControlRoutes(app: FastifyInstance): void {
  app.post(`${CONTROL_PREFIX}/files`, async ({ workspace, body }) => {
    const { modified_at: modifiedAt, ...fields } = onlyFields(body, ["path", "modified_at"]);
    const file = workspace.files.file(readVolumePath(requiredText(fields, "path")));
    if (typeof modifiedAt !== "number" || !Number.isSafeInteger(modifiedAt) || modifiedAt < 0) {
      throw invalidParameter(`Invalid modified_at: ${JSON.stringify(modifiedAt)}`);
    }
    file.modifiedAt = modifiedAt;
    return {};
  });
}
