import { databricksAction } from "../../databricksAction";
import { readVolumeGrant, writeVolumeGrants } from "../../errors/requiredGrant";
import { readExternalUrl } from "../../inputs/files/externalUrl";
import {
  createFolders,
  overwrite,
  sourceHeaders,
  sourceUrl,
  uploadedFileExample,
  uploadPath,
} from "../../inputs/files/uploadInputs";
import { type UploadedFile, uploadFromUrl } from "../../services/files/uploadFromUrl";

const labels = { url: sourceUrl.label, headers: sourceHeaders.label };

/**
 * Takes the address of a file and gives the path and the size of its copy in a volume.
 * https://docs.databricks.com/api/workspace/files/upload
 */
export const uploadFileFromUrl = databricksAction({
  label: "Upload File From URL",
  description:
    "Copy the file at a URL to a volume, up to 5 GiB, and check that it arrived completely. It is streamed, so the step needs little memory.",
  effect: "write",
  grants: [...writeVolumeGrants, readVolumeGrant],
  inputs: { filePath: uploadPath, sourceUrl, sourceHeaders, overwrite, createFolders },
  repeat: {
    kind: "refused",
    advice:
      "An existing file is an error, even if it is from an earlier attempt. With Overwrite, the file is copied again.",
  },
  perform: (
    client,
    { filePath: path, sourceUrl: url, sourceHeaders: headers, ...options },
  ): Promise<UploadedFile> => {
    const address = readExternalUrl({ url, headers }, client.baseUrl, labels);
    const label = labels.url;
    return uploadFromUrl(client.withSecrets(address.secrets), path, address, { ...options, label });
  },
  example: uploadedFileExample,
});
