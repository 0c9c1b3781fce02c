/** Inputs of serving endpoints. */
import { chatEndpointExample, modelEndpointExample } from "../../services/serving/servingExamples";
import { choiceInput } from "../choice";
import { asOptional } from "../defineInput";
import { idInput } from "../id";
import { jsonInput } from "../json";
import { timeoutSeconds } from "../waiting";
import { furtherParameters, maxTokens, messages, prompt, stop, temperature } from "./modelTextInputs";
import { query, queryLabel } from "./queryVariants";
import { queryLabels, requestShapes } from "./requestShape";

/** Makes the input of an endpoint's name. @param example an existing endpoint */
export const endpointName = (example: string) =>
  idInput({
    label: "Endpoint Name",
    comments: "The name of the serving endpoint.",
    example,
    dataSource: "selectServingEndpoint",
    page: "endpoint",
  });

const requestShape = choiceInput({
  label: "Request Shape",
  comments: `The format of the request. Custom models take dataframe records, a dataframe split into columns and rows, instances or inputs; language models take chat, completion or embeddings. Raw sends Data as the whole request body. Not used if ${queryLabel} is set.`,
  choices: requestShapes,
  default: "chat",
});

const requestData = asOptional(
  jsonInput({
    label: queryLabels.requestData,
    comments:
      "The rows, instances or inputs of a custom model, or the whole request body for Raw, as JSON. Not for language models.",
    example: '[{"distance": 800, "hour": 17}]',
  }),
);

/** The inputs of a query, in order. */
export const queryInputs = {
  endpointName: endpointName(chatEndpointExample.name),
  requestShape,
  requestData,
  messages,
  prompt,
  maxTokens,
  temperature,
  stop,
  furtherParameters,
  timeoutSeconds: timeoutSeconds(
    "for the response, including for an endpoint that is not ready or scales up from zero",
    "A query sent by then may still be carried out.",
  ),
  query,
  servedModel: asOptional(
    idInput({
      label: "Served Model",
      comments:
        "The name of the served model to query, if the endpoint serves several. If empty, the endpoint's traffic settings choose.",
      example: modelEndpointExample.config.served_entities[0]?.name,
      dataSource: "selectServedEntity",
    }),
  ),
};
