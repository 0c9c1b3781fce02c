/** Arguments of functions that analysis wrote as JSON: the same with every row. */
const parsedTexts = new Map<string, unknown>();

/** The value of such an argument, parsed once. */
export function constantArgument<T>(text: string): T {
  if (!parsedTexts.has(text)) {
    if (parsedTexts.size > 1000) {
      parsedTexts.clear();
    }
    parsedTexts.set(text, JSON.parse(text));
  }
  return parsedTexts.get(text) as T;
}
