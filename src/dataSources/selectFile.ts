import { readVolumeGrants } from "../errors/requiredGrant";
import { incomingFileExample } from "../services/files/listingExamples";
import { listSelected } from "../services/files/selection";
import type { PicklistChoice } from "./choices";
import { directoryInputs, givenDirectory } from "./directoryInputs";
import { picklist } from "./picklist";

/**
 * The files of a volume's directory, each by its path below it; the key is the whole path.
 * https://docs.databricks.com/api/workspace/files/listdirectorycontents
 */
export const selectFile = picklist({
  label: "Select File",
  description: "Select a file of a volume.",
  grants: readVolumeGrants,
  inputs: directoryInputs("files"),
  choices: async (client, { recursive, ...given }) => {
    const choices: PicklistChoice[] = [];
    const selection = { recursive, isLenient: true };
    for await (const selected of listSelected(client, givenDirectory(given), selection)) {
      for (const { info, relativePath } of selected) {
        if (!info.isDirectory) choices.push({ key: info.path, label: relativePath });
      }
    }
    return choices;
  },
  example: [{ key: incomingFileExample.path, label: incomingFileExample.name }],
});
