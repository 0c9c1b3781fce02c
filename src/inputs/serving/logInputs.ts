/** Inputs of the logs of a served entity. */
import { modelEndpointExample } from "../../services/serving/servingExamples";
import { choiceInput } from "../choice";
import { withDefault } from "../defineInput";
import { idInput } from "../id";
import { endpointName } from "./servingInputs";

/** Which log, in order. */
export const logInputs = {
  endpointName: endpointName(modelEndpointExample.name),
  servedModel: idInput({
    label: "Served Model",
    comments: "The name of the served entity.",
    example: modelEndpointExample.config.served_entities[0]?.name,
    dataSource: "selectServedEntity",
  }),
  logKind: withDefault(
    choiceInput({
      label: "Log",
      comments: "What the model prints while it serves, or how its container was built.",
      choices: { service: "Service", build: "Build" },
    }),
    "service",
  ),
};
