/** The inputs of Pipeline Update Completed. */
import { modelOf, readChoice } from "../../inputs/choice";
import { refine } from "../../inputs/defineInput";
import { pipelineId } from "../../inputs/pipelines/pipelineInputs";
import { namesInput } from "../../inputs/stringList";

const outcomeModel = modelOf({ succeeded: "Succeeded", failed: "Failed", canceled: "Stopped" });

const readOutcome = readChoice(outcomeModel.map(({ value }) => value));

/** The inputs, in order. */
export const updateCompletedInputs = {
  pipelineId: { ...pipelineId, comments: "The ID of the pipeline whose updates start the flow." },
  outcomes: {
    ...refine(
      namesInput({
        label: "Outcomes",
        comments: "The outcomes of an update that start the flow. If empty, all outcomes start it.",
      }),
      (names, label) => names.map((name) => readOutcome(name, label)),
    ),
    model: outcomeModel,
  },
};
