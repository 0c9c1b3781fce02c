/** Inputs of Genie: where a question is asked, which one it is, and how its answer is returned. */
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
      "When true, which is the default, all rows of the query that Genie has written are returned. When false, only the answer in words and the SQL are returned.",
  },
  true,
);

const timeout = timeoutSeconds(
  "for the answer",
  `Genie continues to work on a question that is not answered by then, and the error has the IDs for ${labels.getGenieMessage}.`,
);

const waits = "for the answer and returns it";

/** The inputs of a question, in order. */
export const askInputs = {
  genieSpaceId,
  question: defineInput(
    {
      label: "Question",
      type: "text",
      comments: "The question about the data of the space, in plain words.",
      example: genieQuestionExample,
    },
    readText,
  ),
  conversationId: asOptional({
    ...conversationId,
    comments: `The ID of the conversation that the question continues, returned by ${labels.askGenie}. If empty, a new conversation begins.`,
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
  comments: `The ID of the question and its answer, returned by ${labels.askGenie}.`,
  example: genieAnswerExample.messageId,
});

/** The inputs that say which message it is, in order. */
const messageInputs = { genieSpaceId, conversationId, messageId };

/** The inputs of a message that is read, in order. */
export const getMessageInputs = {
  ...messageInputs,
  waitForCompletion: waitForCompletion({
    waits,
    otherwise: "the state, and the answer if there is one",
    because: "the state is known at once",
  }),
  returnRows,
  timeoutSeconds: timeout,
};

/** The inputs of a rating, in order. */
export const feedbackInputs = {
  ...messageInputs,
  rating: choiceInput({
    label: "Rating",
    comments: "The rating of the answer. It replaces an earlier one.",
    choices: { POSITIVE: "Positive", NEGATIVE: "Negative", NONE: "None (removes the rating)" },
    example: genieFeedbackExample.rating,
  }),
  comment: asOptional(
    textInput({
      label: "Comment",
      comments: "The reason for the rating, for those who maintain the space.",
      example: genieFeedbackExample.comment,
    }),
  ),
};
