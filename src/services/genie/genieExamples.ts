/** The example Genie space, a question in it and its answer. */
import { warehouseExample } from "../warehouses/warehousesExamples";

/** A space that answers questions about flights. */
export const genieSpaceExample = {
  space_id: "01f0c3a1b2d41e5f8a7b6c5d4e3f2a1b",
  title: "Flights",
  description: "Questions about airports and flights.",
  warehouse_id: warehouseExample.id,
};

/** A question that the space answers. */
export const genieQuestionExample = "Which three states have the most airports?";

/** The answer to the question. */
export const genieAnswerExample = {
  genieSpaceId: genieSpaceExample.space_id,
  conversationId: "01f0c4b2a3e51f6a9b8c7d6e5f4a3b2c",
  messageId: "01f0c4b2a3f61a7b8c9d0e1f2a3b4c5d",
  status: "COMPLETED",
  text: "Alaska, Texas and California have the most airports.",
  title: "States with the most airports",
  description: "Counts the airports of each state and keeps the three largest counts.",
  sql: "SELECT state, count(*) AS airports FROM samples.aviation.airports GROUP BY state ORDER BY airports DESC LIMIT 3",
  statementId: "01f0c4b2-a3f7-1b8c-a9d0-e1f2a3b4c5d6",
  rows: [
    { state: "AK", airports: 263 },
    { state: "TX", airports: 209 },
    { state: "CA", airports: 205 },
  ],
  suggestedQuestions: ["How many airports are there in each state?"],
};

/** The rating of the answer. */
export const genieFeedbackExample = {
  genieSpaceId: genieAnswerExample.genieSpaceId,
  conversationId: genieAnswerExample.conversationId,
  messageId: genieAnswerExample.messageId,
  rating: "POSITIVE",
  comment: "The counts are right.",
};
