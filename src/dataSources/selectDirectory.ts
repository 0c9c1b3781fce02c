import { readVolumeGrants } from "../errors/requiredGrant";
import { incomingDirectoryExample } from "../services/files/listingExamples";
import { listSelected } from "../services/files/selection";
import type { PicklistChoice } from "./choices";
import { directoryInputs, givenDirectory } from "./directoryInputs";
import { picklist } from "./picklist";

const itself = (path: string): PicklistChoice => ({ key: path, label: path });

/**
 * A directory of a volume itself and the directories in it, each by its path below it; the key is the whole path.
 * https://docs.databricks.com/api/workspace/files/listdirectorycontents
 */
export const selectDirectory = picklist({
  label: "Select Directory",
  description: "Select a directory of a volume, or the volume itself.",
  grants: readVolumeGrants,
  inputs: directoryInputs("directories"),
  choices: async (client, { recursive, ...given }) => {
    const directory = givenDirectory(given);
    const choices = [itself(directory)];
    for await (const selected of listSelected(client, directory, { recursive, isLenient: true })) {
      for (const { info, relativePath } of selected) {
        if (info.isDirectory) choices.push({ key: info.path, label: relativePath });
      }
    }
    return choices;
  },
  example: [itself(incomingDirectoryExample.path)],
});
