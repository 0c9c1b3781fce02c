/** A model that is a Python function, in a real Python process of its own. */
import { apiError } from "../../apiError";
import { InterpreterLost, type SqlSource } from "../../code/codeRunner";
import { PythonContext } from "../../code/pythonContext";

/** Characters of an answer that are read at once: a command's output has a limit, an answer of a model has not. */
const SLICE = 40_000;

/** Calls `predict` with the data and, where there are any, the parameters; keeps the answer as JSON text. */
const CALL = `
import json as _json

def _answer(text):
    request = _json.loads(text)
    given = {} if request.get("params") is None else {"params": request["params"]}
    return _json.dumps(predict(request["data"], **given), allow_nan=False)
`;

/** What a model is asked. */
export interface ModelRequest {
  data: unknown;
  params?: unknown;
}

/** Text as a literal of Python: what JSON writes, Python reads the same. */
const literal = (text: string): string => JSON.stringify(text);

const plain = (text = ""): string =>
  text
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");

export class PythonModel {
  #context: PythonContext | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /**
   * @param source the code, which defines `predict`
   * @param sql what `spark.sql` runs on
   */
  constructor(
    readonly source: string,
    readonly sql: () => SqlSource,
  ) {}

  /**
   * Asks the model; its process is started when it is first asked, and again when it was lost.
   * @throws HttpError 400 BAD_REQUEST with what went wrong in the model
   */
  predict(request: ModelRequest): Promise<unknown> {
    const answer = this.#last.then(() => this.#ask(request));
    this.#last = answer.catch(() => {});
    return answer;
  }

  /** Ends the process. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#context?.close();
  }

  async #ask(request: ModelRequest): Promise<unknown> {
    try {
      const context = await this.#start();
      const length = Number(
        await output(context, `_text = _answer(${literal(JSON.stringify(request))})\nlen(_text)`),
      );
      let text = "";
      while (text.length < length) {
        text += await output(context, `print(_text[${text.length}:${text.length + SLICE}], end="")`);
      }
      return JSON.parse(text);
    } catch (error) {
      if (!(error instanceof InterpreterLost)) throw error;
      this.#context = undefined;
      throw apiError(500, "INTERNAL_ERROR", `The model's process has ended: ${error.message}`);
    }
  }

  async #start(): Promise<PythonContext> {
    if (this.#closed) throw new InterpreterLost("The workspace has closed.");
    if (this.#context) return this.#context;
    const context = new PythonContext(this.sql());
    this.#context = context;
    await context.start();
    await output(context, this.source);
    await output(context, CALL);
    return context;
  }
}

/** What a piece of code writes, or its last value. */
async function output(context: PythonContext, code: string): Promise<string> {
  const results = await context.run(code);
  if (results.resultType === "text")
    return (
      String(results.data ?? "")
        .split("\n")
        .at(-1) ?? ""
    );
  const reason = plain("summary" in results ? results.summary : "it gave no text");
  throw apiError(
    400,
    "BAD_REQUEST",
    `Encountered an unexpected error while evaluating the model. Verify that the input is compatible with the model for inference. Error '${reason}'`,
  );
}
