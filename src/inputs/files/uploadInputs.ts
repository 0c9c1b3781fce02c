/** Inputs of actions that write files to volumes. */

import { landingDirectoryExample, landingFileContentExample } from "../../services/files/listingExamples";
import type { UploadedFile } from "../../services/files/uploadFromUrl";
import { booleanInput } from "../choice";
import { defineInput } from "../defineInput";
import { readContentBytes } from "./content";
import { externalHeadersInput, externalUrlInput } from "./externalUrl";
import { volumePathInput } from "./volumePath";

/** Where the file goes. */
export const uploadPath = volumePathInput({
  kind: "file",
  label: "File Path",
  comments:
    "The path of the file in a volume, with its name, such as /Volumes/main/default/landing/orders.csv. Names are case-sensitive.",
  placeholder: "/Volumes/main/default/landing/orders.csv",
  example: `${landingDirectoryExample.path}/incoming/orders.csv`,
});

/** What is uploaded. */
export const fileToUpload = defineInput(
  {
    type: "data",
    label: "File",
    comments:
      "The contents of the file: a file (bytes) or text from an earlier step. Text is written in UTF-8. The file may be empty.",
    placeholder: "File or text of an earlier step",
    example: landingFileContentExample,
  },
  readContentBytes,
);

export const overwrite = booleanInput({
  label: "Overwrite",
  comments:
    "When true, an existing file is replaced. When false, an existing file is an error and stays unchanged.",
});

export const createFolders = booleanInput(
  {
    label: "Create Folders",
    comments: "When true, missing directories of the path are created first.",
  },
  true,
);

/** The file's address. */
export const sourceUrl = externalUrlInput({
  label: "Source URL",
  comments:
    "The URL of the file. It must begin with https://. Redirects are followed. The connection's token is never sent there.",
  placeholder: "https://storage.example.com/exports/orders.csv",
  example: "https://storage.example.com/exports/orders.csv?signature=3f7c1a9e5b",
});

/** The headers for the file's host. */
export const sourceHeaders = externalHeadersInput({
  label: "Source Headers",
  comments:
    "Request headers for the host of the Source URL, such as Authorization. They are not logged, and not sent to another host after a redirect.",
  placeholder: "Bearer 3f7c1a9e",
  example: '[{"key": "Authorization", "value": "Bearer 3f7c1a9e5b"}]',
});

/** What the examples of these inputs become. */
export const uploadedFileExample = {
  path: String(uploadPath.example),
  sizeBytes: Buffer.byteLength(landingFileContentExample),
} satisfies UploadedFile;
