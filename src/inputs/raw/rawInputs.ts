/** The inputs of Raw Request: keys, labels, types, defaults and order are spectral's, the texts and checks are ours. */
import { inputs as spectral } from "@prismatic-io/spectral/dist/clients/http/inputs";
import { clusterExample } from "../../services/clusters/clustersExamples";
import { responseTypes } from "../../services/raw/result";
import { readBoolean, readChoice } from "../choice";
import { type Definition, defineInput, whenEmpty } from "../defineInput";
import { readWholeNumber } from "../integer";
import { readKeyValues } from "../keyValues";
import { debugRequest } from "../shared";
import { readTrimmed } from "../text";

/** The longest time that a timer takes, in milliseconds. */
const maxTimerMs = 2 ** 31 - 1;

const maxRetryCount = 1000;

const pair = (key: string, value: string): string => JSON.stringify([{ key, value }]);

const methods = spectral.method.model.map(({ value }) => String(value));

const keyValues = (definition: Definition) => whenEmpty(defineInput(definition, readKeyValues), []);

const boolean = (definition: Definition) => whenEmpty(defineInput(definition, readBoolean), false);

const integer = (definition: Definition, max: number) =>
  whenEmpty(defineInput(definition, readWholeNumber(0, max)), 0);

const url = defineInput(
  {
    ...spectral.url,
    placeholder: "/2.0/clusters/list",
    example: "/2.1/clusters/list",
    comments:
      "Where to send the request. A relative URL, such as /2.0/clusters/list, gets https://<host>/api/ in front. A full URL, such as one on accounts.cloud.databricks.com, replaces that base; the token goes along only to the workspace and, over https, to Databricks' own domains.",
  },
  readTrimmed,
);

const method = defineInput(
  {
    ...spectral.method,
    example: "GET",
    comments: "The HTTP method of the request.",
  },
  readChoice(methods),
);

const data = defineInput(
  {
    ...spectral.data,
    placeholder: JSON.stringify({ cluster_id: clusterExample.cluster_id }),
    example: JSON.stringify({ cluster_id: clusterExample.cluster_id }),
    comments:
      "The body of the request. JSON, as text or as an object, goes out as application/json, other text as text/plain, a file with its own type; a Content-Type header replaces that. Empty sends no body.",
  },
  (value) => value,
);

const formData = keyValues({
  ...spectral.formData,
  placeholder: "Value of the field",
  example: pair("path", "/Workspace/Shared/report.py"),
  comments:
    "Fields of a multipart form, which is sent as the body in place of Data. A key may come several times.",
});

const fileData = keyValues({
  ...spectral.fileData,
  placeholder: "Text or file",
  example: pair("content", "print('hello')"),
  comments:
    "Files of a multipart form, which is sent as the body in place of Data. A key may come several times.",
});

const fileDataFileNames = keyValues({
  ...spectral.fileDataFileNames,
  placeholder: "report.py",
  example: pair("content", "report.py"),
  comments: "File names for File Data, by the same keys. A file without one is named as its key.",
});

const queryParams = keyValues({
  ...spectral.queryParams,
  placeholder: "20",
  example: pair("page_size", "20"),
  comments: "Parameters of the query, after those in the URL. A key may come several times.",
});

const headers = keyValues({
  ...spectral.headers,
  placeholder: "application/json",
  example: pair("Accept", "application/json"),
  comments:
    "Headers of the request. A key may come several times. Authorization is the connection's wherever its token may go.",
});

const responseType = defineInput(
  {
    ...spectral.responseType,
    comments:
      "What the answer is returned as. With json, its value: integers too long for a number come as their digits, and an answer that is not meant to be JSON comes as text. With text or document, its text. With arraybuffer, its bytes.",
  },
  readChoice(responseTypes),
);

const timeout = integer(
  {
    ...spectral.timeout,
    placeholder: "60000",
    example: "60000",
    comments: "How long to wait for an answer, in milliseconds. Empty or 0 waits up to 10 minutes.",
  },
  maxTimerMs,
);

const retryDelayMS = integer(
  {
    ...spectral.retryDelayMS,
    placeholder: "1000",
    example: "1000",
    comments:
      "The pause before a repeat, in milliseconds. With Use Exponential Backoff it is the first pause, and 0 means 1000. A longer pause that the server asks for (Retry-After) is kept.",
  },
  maxTimerMs,
);

const retryAllErrors = boolean({
  ...spectral.retryAllErrors,
  comments:
    "When true, a repeat follows every failure, whatever its method and status, even where the request may have been carried out already. When false, it follows status 429 and requests that were never sent, and failures of the server or the network only for GET, HEAD, OPTIONS, PUT and DELETE, where a second execution does no harm.",
});

const maxRetries = integer(
  {
    ...spectral.maxRetries,
    placeholder: "3",
    example: "3",
    comments: "How often a failed request is repeated at most, within 10 minutes. 0 sends the request once.",
  },
  maxRetryCount,
);

const useExponentialBackoff = boolean({
  ...spectral.useExponentialBackoff,
  comments: "When true, the pause doubles with each repeat.",
});

/** Every input but the connection, in spectral's order. */
export const rawInputs = {
  url,
  method,
  data,
  formData,
  fileData,
  fileDataFileNames,
  queryParams,
  headers,
  responseType,
  timeout,
  debugRequest,
  retryDelayMS,
  retryAllErrors,
  maxRetries,
  useExponentialBackoff,
};
