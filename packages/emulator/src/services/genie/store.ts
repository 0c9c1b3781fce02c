/** The Genie spaces of a workspace, which are those of its seed, and the questions that were asked in them. */
import { doesNotExist } from "../../apiError";
import type { GenieFeedback, GenieSpace } from "../../contract/wireTypes";
import { fieldsOf, invalidParameter, onlyFields, requiredText } from "../../control/requests";
import type { CompleteSeed } from "../../seed/seed";
import type { UserResource } from "../identity/user";
import type { Statement } from "../statements/statement";
import { answerTo, type SeedGenieAnswer } from "./answers";
import { Message, type MessageEnvironment } from "./message";

/** What a fresh store holds. */
type GenieSeed = Pick<CompleteSeed, "user" | "genie_spaces" | "genie_answers" | "genie_messages">;

/** Which message is meant, by the parts of its path. */
interface MessageId {
  space: string;
  conversation: string;
  message: string;
}

export class GenieStore {
  /** The messages of each conversation, by its id. */
  readonly #conversations = new Map<string, { space: string; messages: Message[] }>();
  readonly #downloads = new Map<string, { message: Message; signature: string; statement: Statement }>();
  readonly #answers: SeedGenieAnswer[];
  #stateMs = 0;

  constructor(
    private readonly environment: MessageEnvironment,
    private readonly seed: GenieSeed,
  ) {
    this.#answers = [...seed.genie_answers];
    for (const { space_id, conversation_id, message_id, question, ...earlier } of seed.genie_messages) {
      const message = this.#message(space_id, conversation_id, message_id, question, seed.user, earlier);
      this.#add(space_id, conversation_id, message);
    }
  }

  /** Every space, in the order of the seed, without what only its editors may read. */
  list(): GenieSpace[] {
    return this.seed.genie_spaces.map(({ serialized_space, ...space }) => space);
  }

  /** One space, also without. @throws HttpError 404 where there is none of that id */
  get(id: string): GenieSpace {
    const { serialized_space, ...space } = this.#find(id);
    return space;
  }

  /** One space with all that it consists of. Throws as `get` does. */
  serialized(id: string): GenieSpace {
    return this.#find(id);
  }

  /** Takes a control request: how long the first states of later questions last, and further answers. */
  configure(body: unknown): object {
    const { state_ms = this.#stateMs, answers = [] } = onlyFields(body, ["state_ms", "answers"]);
    if (typeof state_ms !== "number" || !(state_ms >= 0)) throw invalidParameter("state_ms is no duration");
    if (!Array.isArray(answers)) throw invalidParameter("answers is no list");
    for (const answer of answers) {
      for (const name of ["space_id", "question"]) requiredText(answer, name);
      this.#answers.unshift(answer as SeedGenieAnswer);
    }
    this.#stateMs = state_ms;
    return { state_ms, answers: this.#answers.length };
  }

  /**
   * Asks a question in a conversation; without one, in a new one.
   * @throws HttpError 404 for an unknown space or conversation, 400 for a question without text
   */
  ask(space: string, conversation: string | undefined, body: unknown, user: UserResource): Message {
    this.#find(space);
    if (conversation !== undefined) this.#messages(space, conversation);
    const content = requiredText(fieldsOf(body), "content");
    const { ids } = this.environment;
    const at = conversation ?? `01f0${ids.hex(28)}`;
    const message = this.#message(space, at, `01f0${ids.hex(28)}`, content, user);
    this.#add(space, at, message);
    return message;
  }

  /** @throws HttpError 404 where there is no such message */
  message({ space, conversation, message: id }: MessageId): Message {
    const found = this.#messages(space, conversation).find(({ place }) => place.message_id === id);
    if (found) return found;
    throw doesNotExist(`Message ${id} does not exist in conversation ${conversation}.`);
  }

  /** The message whose attachment is a query. @throws HttpError 404 where there is no such message or attachment */
  queried(id: MessageId, attachment: string): { message: Message; sql: string } {
    const message = this.message(id);
    const sql = message.queryOf(attachment);
    if (sql === undefined)
      throw doesNotExist(`Attachment ${attachment} does not exist in message ${id.message}.`);
    return { message, sql };
  }

  /** The feedback of a request. @throws HttpError 404, or 400 for a rating that there is not */
  rate(id: MessageId, body: unknown): void {
    const { rating, comment } = fieldsOf(body) as GenieFeedback;
    requiredText(body, "rating");
    this.message(id).rate({ rating, ...(comment !== undefined && { comment }) });
  }

  /** Runs the query of an attachment for all its rows, which go to cloud storage. */
  async startDownload(id: MessageId, attachment: string) {
    const { message, sql } = this.queried(id, attachment);
    const { warehouseId, owner } = message.place;
    const body = {
      statement: sql,
      warehouse_id: warehouseId,
      wait_timeout: "0s",
      disposition: "EXTERNAL_LINKS",
    };
    const statement = await this.environment.statements.execute(body, owner);
    const signature = this.environment.ids.hex(40);
    this.#downloads.set(statement.id, { message, signature, statement });
    return { download_id: statement.id, download_id_signature: signature };
  }

  /** The statement of a download. @throws HttpError 404 for an unknown one, 400 for another signature */
  download(id: MessageId, download: string, signature: unknown): Statement {
    const found = this.#downloads.get(download);
    if (found?.message !== this.message(id)) throw doesNotExist(`Download ${download} does not exist.`);
    if (found.signature !== signature) throw invalidParameter("Invalid download_id_signature.");
    return found.statement;
  }

  #message(
    space: string,
    conversation_id: string,
    message_id: string,
    question: string,
    { id, userName }: UserResource,
    earlier?: ConstructorParameters<typeof Message>[4],
  ): Message {
    const { space_id, warehouse_id = "" } = this.#find(space);
    const answer = { ...answerTo(this.#answers, space, question), question };
    return new Message(
      {
        space_id,
        conversation_id,
        message_id,
        owner: userName,
        userId: Number(id),
        warehouseId: warehouse_id,
      },
      answer,
      this.environment,
      this.#stateMs,
      earlier,
    );
  }

  #add(space: string, conversation: string, message: Message): void {
    const { messages } = this.#conversations.get(conversation) ?? { messages: [] };
    this.#conversations.set(conversation, { space, messages: [...messages, message] });
  }

  #messages(space: string, id: string): Message[] {
    this.#find(space);
    const found = this.#conversations.get(id);
    if (found?.space === space) return found.messages;
    throw doesNotExist(`Conversation ${id} does not exist in space ${space}.`);
  }

  #find(id: string): GenieSpace {
    const found = this.seed.genie_spaces.find(({ space_id }) => space_id === id);
    if (found) return found;
    throw doesNotExist(
      `Unable to get space [${id}]. Caused by Node with resource name Some(datarooms/${id}) does not exist.`,
    );
  }
}
