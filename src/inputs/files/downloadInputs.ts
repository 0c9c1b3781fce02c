/** Inputs of actions that read files from volumes. */
import { landingFileExample } from "../../services/files/listingExamples";
import { choiceInput } from "../choice";
import { asOptional, withDefault } from "../defineInput";
import { integerInput, positiveInput } from "../integer";
import { trimmedInput } from "../text";
import { externalHeadersInput, externalUrlInput } from "./externalUrl";
import { volumePathInput } from "./volumePath";

/** The file that is read. */
export const filePathToRead = volumePathInput({
  kind: "file",
  label: "File Path",
  comments:
    "The path of the file in a volume, such as /Volumes/main/default/landing/orders.csv. Names are case-sensitive.",
  placeholder: "/Volumes/main/default/landing/orders.csv",
  example: landingFileExample.path,
});

/** What a file becomes. */
export const fileResult = withDefault(
  choiceInput({
    label: "Result",
    comments:
      "The form of the result: a file with its bytes and a content type derived from its name, or its text. Text must be UTF-8; a byte order mark is removed.",
    choices: { file: "File", text: "Text" },
    example: "text",
  }),
  "file",
);

export const byteOffset = withDefault(
  integerInput({
    label: "Offset",
    comments:
      "The number of bytes to skip at the beginning of the file. With 0, the file is read from the beginning.",
    example: "0",
    max: Number.MAX_SAFE_INTEGER,
  }),
  0,
);

export const byteLength = positiveInput({
  label: "Length",
  comments: "The maximum number of bytes to read. If empty, the file is read to its end.",
  placeholder: "1000000",
  example: "1000000",
  max: Number.MAX_SAFE_INTEGER,
});

/** Where the file is sent. */
export const targetUrl = externalUrlInput({
  label: "Target URL",
  comments:
    "The URL that receives the file, such as a pre-signed one. It must begin with https://. The connection's token is never sent there.",
  placeholder: "https://storage.example.com/imports/orders.csv",
  example: "https://storage.example.com/imports/orders.csv?signature=3f7c1a9e5b",
});

/** How the file is sent. */
export const targetMethod = withDefault(
  choiceInput({
    label: "Method",
    comments:
      "The HTTP method. A failed PUT is retried; a failed POST is not if it may have been carried out.",
    choices: { PUT: "PUT", POST: "POST" },
    example: "PUT",
  }),
  "PUT",
);

/** The headers for the target's host. */
export const targetHeaders = externalHeadersInput({
  label: "Target Headers",
  comments:
    "Request headers for the host of the Target URL, such as those that a pre-signed URL requires. They are not logged.",
  placeholder: "BlockBlob",
  example: '[{"key": "x-ms-blob-type", "value": "BlockBlob"}]',
});

/** The type of what is sent. */
export const targetContentType = asOptional(
  trimmedInput({
    label: "Content Type",
    comments:
      "The Content-Type header of the request. If empty, none is sent, as pre-signed URLs usually expect.",
    placeholder: "text/csv",
    example: "text/csv",
  }),
);
