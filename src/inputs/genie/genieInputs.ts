/** Inputs of Genie: the space, the question or message, and how the answer is returned. */
import { labels } from "../../labels";
import {
  genieAnswerExample,
  genieFeedbackExample,
  genieQuestionExample,
  genieSpaceExample,
} from "../../services/genie/genieExamples";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, defineInput } from "../defineInput";
import { idInput } from "../id";
import { readText, textInput } from "../text";
import { timeoutSeconds, waitForCompletion, waitingComments } from "../waiting";

export const genieSpaceId = idInput({
  label: "Genie Space ID",
  comments: "The ID of the Genie space.",
  example: genieSpaceExample.space_id,
  dataSource: "selectGenieSpace",
  page: "genieSpace",
});

const conversationId = idInput({
  label: "Conversation ID",
  comments: `The ID of the conversation, returned by ${labels.askGenie}.`,
  example: genieAnswerExample.conversationId,
});

const returnRows = booleanInput(
  {
    label: "Return Rows",
    comments:
      "When true, which is the default, all rows of the query that Genie wrote are returned. When false, only the answer in words and the SQL are returned.",
  },
  true,
);

const timeout = timeoutSeconds(
  "for the answer",
  `Genie continues with a question that is not answered by then, and the error contains the IDs for ${labels.getGenieMessage}.`,
);

const waits = "for the answer and returns it";

/** The inputs of a question, in order. */
export const askInputs = {
  genieSpaceId,
  question: defineInput(
    {
      label: "Question",
      type: "text",
      comments: "The question, in natural language, about the data of the Genie space.",
      example: genieQuestionExample,
    },
    readText,
  ),
  conversationId: asOptional({
    ...conversationId,
    comments: `The ID of the conversation that the question continues, returned by ${labels.askGenie}. If empty, a new conversation is started.`,
  }),
  waitForCompletion: booleanInput(
    {
      label: "Wait For Completion",
      comments: waitingComments(
        {
          waits,
          otherwise: "the IDs of the question at once",
          because: "most answers take less than a minute",
        },
        true,
      ),
    },
    true,
  ),
  returnRows,
  timeoutSeconds: timeout,
};

const messageId = idInput({
  label: "Message ID",
  comments: `The ID of the message, which contains the question and its answer, returned by ${labels.askGenie}.`,
  example: genieAnswerExample.messageId,
});

/** The inputs that identify a message, in order. */
const messageInputs = { genieSpaceId, conversationId, messageId };

/** The inputs of a message that is read, in order. */
export const getMessageInputs = {
  ...messageInputs,
  waitForCompletion: waitForCompletion({
    waits,
    otherwise: "the current state, and the answer if there is one",
    because: "the current state is available at once",
  }),
  returnRows,
  timeoutSeconds: timeout,
};

/** The inputs of a rating, in order. */
export const feedbackInputs = {
  ...messageInputs,
  rating: choiceInput({
    label: "Rating",
    comments: "The rating of the answer. It replaces an earlier rating.",
    choices: { POSITIVE: "Positive", NEGATIVE: "Negative", NONE: "None (removes the rating)" },
    example: genieFeedbackExample.rating,
  }),
  comment: asOptional(
    textInput({
      label: "Comment",
      comments: "The reason for the rating, for the authors of the Genie space.",
      example: genieFeedbackExample.comment,
    }),
  ),
};
