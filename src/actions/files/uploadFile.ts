import { databricksAction } from "../../databricksAction";
import { readVolumeGrant, writeVolumeGrants } from "../../errors/requiredGrant";
import {
  createFolders,
  fileToUpload,
  overwrite,
  uploadedFileExample,
  uploadPath,
} from "../../inputs/files/uploadInputs";
import { bytesSource } from "../../services/files/source";
import { uploadToVolume } from "../../services/files/upload";
import type { UploadedFile } from "../../services/files/uploadFromUrl";

/**
 * Takes bytes or text and gives the path and the size of the file that it becomes in a volume.
 * https://docs.databricks.com/api/workspace/files/upload
 */
export const uploadFile = databricksAction({
  label: "Upload File",
  description:
    "Upload a file or text from an earlier step to a volume, and check that it arrived completely.",
  important: true,
  effect: "write",
  grants: [...writeVolumeGrants, readVolumeGrant],
  inputs: { filePath: uploadPath, file: fileToUpload, overwrite, createFolders },
  repeat: {
    kind: "refused",
    advice:
      "An existing file is an error, even if it is from an earlier attempt. With Overwrite, the file is written again.",
  },
  perform: async (client, { filePath: path, file, ...options }): Promise<UploadedFile> => ({
    path,
    ...(await uploadToVolume(client, path, bytesSource(file, fileToUpload.label), options)),
  }),
  example: uploadedFileExample,
});
