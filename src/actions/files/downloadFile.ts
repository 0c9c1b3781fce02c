import { databricksAction } from "../../databricksAction";
import { readVolumeGrants } from "../../errors/requiredGrant";
import { byteLength, byteOffset, filePathToRead, fileResult } from "../../inputs/files/downloadInputs";
import type { BinaryFile } from "../../results/resultFile";
import { landingFileContentExample } from "../../services/files/listingExamples";
import { readBinaryFile, readFileStart, readTextFile } from "../../services/files/readFile";

/**
 * Takes the path of a file in a volume and gives the file, or a part of it, as bytes or as text.
 * https://docs.databricks.com/api/workspace/files/download
 */
export const downloadFile = databricksAction({
  label: "Download File",
  description: "Download a file in a volume, or a range of its bytes, up to 128 MiB, as a file or as text.",
  effect: "read",
  grants: readVolumeGrants,
  inputs: { filePath: filePathToRead, result: fileResult, offset: byteOffset, length: byteLength },
  perform: async (client, { filePath: path, result, offset, length }): Promise<BinaryFile | string> => {
    const range = offset > 0 || length !== undefined ? { offset, length } : undefined;
    return (result === "text" ? readTextFile : readBinaryFile)(client, path, range);
  },
  preview: (client, { filePath: path, result, offset, length }) =>
    readFileStart(client, path, result, { offset, length }),
  example: landingFileContentExample,
  schema: {
    description: "The file, as bytes with a content type or as text, depending on Result.",
    type: ["string", "object"],
  },
});
