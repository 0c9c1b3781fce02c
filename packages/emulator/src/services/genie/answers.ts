/**
 * What Genie answers in the local workspace: each answer was given by who made the workspace, and its SQL really runs. A
 * question without one gets what Genie says when it cannot answer.
 */
import type { GenieAttachment, MessageError } from "../../contract/wireTypes";

/** The answer to a question of a space. */
export interface SeedGenieAnswer {
  space_id: string;
  question: string;
  /** What it says in words. */
  text?: string;
  /** What it asks back. */
  follow_up_question?: string;
  title?: string;
  description?: string;
  sql?: string;
  suggested_questions?: string[];
  /** Why it fails, in place of all that. */
  error?: MessageError;
}

/** A question that was asked before; its answer is that of the seed. */
export interface SeedGenieMessage {
  space_id: string;
  conversation_id: string;
  message_id: string;
  question: string;
  /** The attachment and the statement of its query, which is one of the seed's statements. */
  attachment_id?: string;
  statement_id?: string;
  /** In ms since the epoch. */
  created_timestamp: number;
}

const spoken = ({ question, space_id }: Pick<SeedGenieAnswer, "question" | "space_id">): string =>
  JSON.stringify([space_id, question.trim().toLowerCase()]);

/** The answer to a question; what cannot be answered gets words, and what can be asked instead. */
export function answerTo(
  answers: readonly SeedGenieAnswer[],
  space_id: string,
  question: string,
): SeedGenieAnswer {
  const known = answers.filter((answer) => answer.space_id === space_id);
  const found = known.find((answer) => spoken(answer) === spoken({ space_id, question }));
  return (
    found ?? {
      space_id,
      question,
      text: "I cannot answer this question with the data of this space.",
      suggested_questions: known.map((answer) => answer.question),
    }
  );
}

/** The parts of an answer that are not its query, in the order in which Genie gives them. @param id makes their ids */
export function wordsOf(answer: SeedGenieAnswer, id: () => string): GenieAttachment[] {
  const { text, follow_up_question, suggested_questions = [] } = answer;
  const said = (content: string, purpose: string): GenieAttachment => {
    const attachment_id = id();
    return { attachment_id, text: { id: attachment_id, content, purpose } };
  };
  return [
    ...(text === undefined ? [] : [said(text, "TEXT_ATTACHMENT_PURPOSE_ANSWER")]),
    ...(follow_up_question === undefined ? [] : [said(follow_up_question, "FOLLOW_UP_QUESTION")]),
    ...(suggested_questions.length === 0
      ? []
      : [{ attachment_id: id(), suggested_questions: { questions: suggested_questions } }]),
  ];
}
