/** Inputs of the logs of a served entity. */
import { modelEndpointExample } from "../../services/serving/servingExamples";
import { choiceInput } from "../choice";
import { withDefault } from "../defineInput";
import { idInput } from "../id";
import { endpointName } from "./servingInputs";

/** The inputs that select a log, in order. */
export const logInputs = {
  endpointName: endpointName(modelEndpointExample.name),
  servedModel: idInput({
    label: "Served Model",
    comments: "The name under which the endpoint serves the model.",
    example: modelEndpointExample.config.served_entities[0]?.name,
    dataSource: "selectServedEntity",
  }),
  logKind: withDefault(
    choiceInput({
      label: "Log",
      comments:
        "Service returns the output of the model while it is serving, Build the log of the build of its container.",
      choices: { service: "Service", build: "Build" },
    }),
    "service",
  ),
};
