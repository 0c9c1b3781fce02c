import { databricksAction } from "../../databricksAction";
import { writeVolumeGrants } from "../../errors/requiredGrant";
import { ignoreMissingInput } from "../../inputs/files/listInputs";
import { volumePathInput } from "../../inputs/files/volumePath";
import { deleteVolumeFile } from "../../services/files/deletion";
import { landingFileExample } from "../../services/files/listingExamples";

const filePath = volumePathInput({
  kind: "file",
  label: "File Path",
  comments: `The path of the file to delete, such as ${landingFileExample.path}.`,
  example: landingFileExample.path,
});

/**
 * Deletes a file and gives its path, and whether it was there. Throws an error if it is not found, unless that is to be
 * ignored, or that names the missing grant. https://docs.databricks.com/api/workspace/files/delete
 */
export const deleteFile = databricksAction({
  label: "Delete File",
  description: "Delete a file of a volume.",
  effect: "write",
  grants: writeVolumeGrants,
  inputs: { filePath, ignoreMissing: ignoreMissingInput("file") },
  repeat: {
    kind: "refused",
    advice: "A file that was already deleted is an error, unless Ignore Missing is true.",
  },
  perform: async (client, { filePath: path, ignoreMissing }) => ({
    path,
    deleted: await deleteVolumeFile(client, path, { mayBeMissing: ignoreMissing }),
  }),
  example: { path: landingFileExample.path, deleted: true },
});
