/**
 * The inputs of Raw Request: keys, labels, types, defaults and order are spectral's, the texts and checks are our own.
 */
import { inputs as spectral } from "@prismatic-io/spectral/dist/clients/http/inputs";
import { clusterExample } from "../../services/clusters/clustersExamples";
import { responseTypes } from "../../services/raw/result";
import { readBoolean, readChoice } from "../choice";
import { type Definition, defineInput, whenEmpty } from "../defineInput";
import { readWholeNumber } from "../integer";
import { readKeyValues } from "../keyValues";
import { debugRequest } from "../shared";
import { readTrimmed } from "../text";

/** The longest time that a timer supports, in milliseconds. */
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
      "The URL of the request. A relative URL, such as /2.0/clusters/list, is appended to https://<host>/api/. A full URL, such as one on accounts.cloud.databricks.com, replaces that base. The token is sent only to the workspace and, over https, to Databricks' own domains.",
  },
  readTrimmed,
);

const method = defineInput(
  {
    ...spectral.method,
    example: "GET",
    comments: "The HTTP method.",
  },
  readChoice(methods),
);

const data = defineInput(
  {
    ...spectral.data,
    placeholder: JSON.stringify({ cluster_id: clusterExample.cluster_id }),
    example: JSON.stringify({ cluster_id: clusterExample.cluster_id }),
    comments:
      "The request body. JSON, as text or as an object, is sent as application/json, other text as text/plain and a file with its own type, unless a Content-Type header is set. If empty, no body is sent.",
  },
  (value) => value,
);

const formData = keyValues({
  ...spectral.formData,
  placeholder: "Value of the field",
  example: pair("path", "/Workspace/Shared/report.py"),
  comments: "The fields of a multipart form, sent as the body instead of Data. A key may be repeated.",
});

const fileData = keyValues({
  ...spectral.fileData,
  placeholder: "Text or file",
  example: pair("content", "print('hello')"),
  comments: "The files of a multipart form, sent as the body instead of Data. A key may be repeated.",
});

const fileDataFileNames = keyValues({
  ...spectral.fileDataFileNames,
  placeholder: "report.py",
  example: pair("content", "report.py"),
  comments: "The file names for File Data, by the same keys. A file without a name is named after its key.",
});

const queryParams = keyValues({
  ...spectral.queryParams,
  placeholder: "20",
  example: pair("page_size", "20"),
  comments: "The query parameters, added to those in the URL. A key may be repeated.",
});

const headers = keyValues({
  ...spectral.headers,
  placeholder: "application/json",
  example: pair("Accept", "application/json"),
  comments:
    "The request headers. A key may be repeated. Authorization is set by the connection wherever its token is sent.",
});

const responseType = defineInput(
  {
    ...spectral.responseType,
    comments:
      "The type of the returned response. With json, a value: integers too large for a number are returned as digits, and a response that is not JSON as text. With text or document, text. With arraybuffer, bytes.",
  },
  readChoice(responseTypes),
);

const timeout = integer(
  {
    ...spectral.timeout,
    placeholder: "60000",
    example: "60000",
    comments: "The time to wait for a response, in milliseconds. If empty or 0, up to 10 minutes.",
  },
  maxTimerMs,
);

const retryDelayMS = integer(
  {
    ...spectral.retryDelayMS,
    placeholder: "1000",
    example: "1000",
    comments:
      "The delay before a retry, in milliseconds. With Use Exponential Backoff, it is the first delay, and 0 means 1000. A longer delay requested by the server (Retry-After) is respected.",
  },
  maxTimerMs,
);

const retryAllErrors = boolean({
  ...spectral.retryAllErrors,
  comments:
    "When true, every failure is retried, whatever its method and status, even if the request may have been carried out. When false, status 429 and requests that were never sent are retried; server and network failures are retried only for the idempotent methods GET, HEAD, OPTIONS, PUT and DELETE.",
});

const maxRetries = integer(
  {
    ...spectral.maxRetries,
    placeholder: "3",
    example: "3",
    comments:
      "The maximum number of retries of a failed request, within 10 minutes. With 0, the request is sent once.",
  },
  maxRetryCount,
);

const useExponentialBackoff = boolean({
  ...spectral.useExponentialBackoff,
  comments: "When true, the delay doubles with each retry.",
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
