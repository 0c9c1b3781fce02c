/** The Genie space of the default seed, and what it answers. */
import type { GenieSpace } from "../contract/wireTypes";
import type { SeedGenieAnswer } from "../services/genie/answers";
import { warehouse } from "./warehouses";

/** A space that answers questions about flights. */
export const genieSpace = {
  space_id: "01f0c3a1b2d41e5f8a7b6c5d4e3f2a1b",
  title: "Flights",
  description: "Questions about airports and flights.",
  warehouse_id: warehouse.id,
  serialized_space: '{"version":1}',
} satisfies GenieSpace;

/** An answer with a query, one that asks back, and one that fails. */
export const genieAnswers = [
  {
    space_id: genieSpace.space_id,
    question: "Which three states have the most airports?",
    text: "Alaska, Texas and California have the most airports.",
    title: "States with the most airports",
    description: "Counts the airports of each state and keeps the three largest counts.",
    sql: "SELECT state, count(*) AS airports FROM samples.aviation.airports GROUP BY state ORDER BY airports DESC LIMIT 3",
    suggested_questions: ["How many airports are there?"],
  },
  {
    space_id: genieSpace.space_id,
    question: "How many flights are late?",
    follow_up_question: "From how many minutes on is a flight late?",
  },
  {
    space_id: genieSpace.space_id,
    question: "What is forbidden?",
    error: { type: "CONTENT_FILTER_EXCEPTION", error: "The question was filtered." },
  },
] satisfies SeedGenieAnswer[];
