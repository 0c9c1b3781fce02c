import { databricksAction } from "../../databricksAction";
import { readVolumeGrants } from "../../errors/requiredGrant";
import {
  filePathToRead,
  targetContentType,
  targetHeaders,
  targetMethod,
  targetUrl,
} from "../../inputs/files/downloadInputs";
import { readExternalUrl } from "../../inputs/files/externalUrl";
import { landingFileExample } from "../../services/files/listingExamples";
import { type SentFile, sendToUrl } from "../../services/files/sendToUrl";

const labels = { url: targetUrl.label, headers: targetHeaders.label };

/**
 * Takes the path of a file in a volume and an address, and gives what the address' host responded.
 * https://docs.databricks.com/api/workspace/files/download
 */
export const sendFileToUrl = databricksAction({
  label: "Send File To URL",
  description:
    "Send a file of any size from a volume to a URL, such as a pre-signed one. It is streamed, so the step needs little memory.",
  effect: "write",
  grants: readVolumeGrants,
  inputs: {
    filePath: filePathToRead,
    targetUrl,
    targetMethod,
    targetHeaders,
    contentType: targetContentType,
  },
  repeat: {
    kind: "again",
    advice: "The file is sent again. With PUT to a pre-signed URL, it replaces itself.",
  },
  perform: (
    client,
    { filePath: path, targetUrl: url, targetMethod: method, ...given },
  ): Promise<SentFile> => {
    const { contentType, targetHeaders: headers } = given;
    const address = readExternalUrl({ url, headers, contentType }, client.baseUrl, labels);
    return sendToUrl(client.withSecrets(address.secrets), path, { ...address, method });
  },
  example: {
    sizeBytes: landingFileExample.sizeBytes,
    status: 200,
    headers: { etag: '"9a0364b9e99bb480dd25e1f0284c8555"' },
  },
});
