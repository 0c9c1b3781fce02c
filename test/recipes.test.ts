/** Every recipe of the documentation does what its page says, with the inputs that stand there. */
import { type Recipe, recipes } from "./support/recipe";
import { RecipeRun } from "./support/recipeRun";
import { freshWorkspace } from "./support/workspace";

/** What a page shows in place of what differs from run to run. */
const varying = "…";

/** The result of a page as a pattern. */
const expected = (text: string): unknown =>
  JSON.parse(text, (_key, value) => (value === varying ? expect.anything() : value));

const textOf = (result: unknown): unknown =>
  ArrayBuffer.isView(result)
    ? Buffer.from(result.buffer, result.byteOffset, result.byteLength)
        .toString()
        .replaceAll("\r\n", "\n")
        .trimEnd()
    : result;

const follow = async (recipe: Recipe): Promise<void> => {
  const workspace = await freshWorkspace({ clock: "auto" });
  try {
    const run = new RecipeRun(workspace, recipe);
    await run.prepare();
    for (const step of recipe.steps) {
      const result = await run.take(step);
      if (step.result?.language === "json") expect(result).toEqual(partly(expected(step.result.text)));
      else if (step.result) expect(textOf(result)).toBe(step.result.text);
    }
  } finally {
    await workspace.close();
  }
};

/** Objects may have more fields than the page shows; lists have exactly its items. */
const partly = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(partly);
  if (typeof value !== "object" || value === null || "asymmetricMatch" in value) return value;
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, partly(inner)])),
  );
};

const all = recipes();

it.each(all.map((recipe) => [recipe.title, recipe] as const))("%s", (_title, recipe) => follow(recipe));

it("every step of every recipe shows what comes of it", () => {
  const silent = all.flatMap(({ file, steps }) =>
    steps.filter(({ result }) => !result).map(({ label }) => `${file}: ${label}`),
  );
  expect(silent).toEqual([]);
});

it("there are at least fifteen jobs, each done in at most two steps", () => {
  expect(all.length).toBeGreaterThanOrEqual(15);
  expect(all.filter(({ steps }) => steps.length === 0 || steps.length > 2).map(({ file }) => file)).toEqual(
    [],
  );
});
