/** The vectors of embedding models that the local workspace does not run: each was given by who made the workspace. */
import { apiError, notImplemented } from "../../apiError";

/** What an embedding endpoint makes of a text. */
export interface SeedEmbedding {
  endpoint: string;
  input: string;
  embedding: number[];
  /** The name of the model as its answers give it. */
  model: string;
}

/**
 * Embeds a text, or several.
 * @throws HttpError 400 BAD_REQUEST where the body has none, 501 for a text without a vector
 */
export function seededEmbeddings(
  endpoint: string,
  embeddings: readonly SeedEmbedding[],
  { input }: Record<string, unknown>,
): object {
  const texts: unknown[] = Array.isArray(input) ? input : [input];
  if (!texts.every((one) => typeof one === "string") || texts.length === 0) {
    throw apiError(400, "BAD_REQUEST", "Missing required field: input, a text or a list of texts");
  }
  const found = texts.map((text) => {
    const own = embeddings.find((one) => one.endpoint === endpoint && one.input === text);
    if (own) return own;
    throw notImplemented(`has no vector of ${endpoint} for this text.`);
  });
  const tokens = texts.reduce<number>((sum, text) => sum + String(text).split(/\s+/).length, 0);
  return {
    object: "list",
    data: found.map(({ embedding }, index) => ({ object: "embedding", index, embedding })),
    model: found[0]?.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}
