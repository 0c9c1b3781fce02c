/** Waiting: the inputs' words, and the page that lists them. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { actions, ownInputs } from "./support/component";

const page = readFileSync(path.resolve(__dirname, "../documentation/waiting.md"), "utf8");

/** The rows of the page's table: what an action does by default, by its label. */
const rows = new Map(
  [...page.matchAll(/^\| ([^|]+) \| (yes|no): [^|]+ \| [^|]+ \| [^|]+ \|$/gm)].map(
    ([, label = "", waits = ""]): [string, string] => [label, waits],
  ),
);

const waiting = actions.flatMap((action) =>
  ownInputs(action)
    .filter(({ key }) => /^waitFor/.test(key))
    .map((input) => ({ label: action.label, input })),
);

test("the page lists every action that can wait, with its default", () => {
  const found = new Map(waiting.map(({ label, input }) => [label, input.default === "true" ? "yes" : "no"]));
  expect(rows).toEqual(found);
});

test("there is one name for waiting, beside that of results of statements", () => {
  expect(new Set(waiting.map(({ input }) => `${input.key}: ${input.label}`))).toEqual(
    new Set(["waitForCompletion: Wait For Completion", "waitForResult: Wait For Result"]),
  );
});

test("the help of each says what both values do, which is the default, and why", () => {
  const unsaid = waiting.filter(
    ({ input: { comments = "", default: isOn } }) =>
      !(
        isOn === "true"
          ? /^When true, which is the default because .+, the step waits .+\. When false, it returns .+\.$/
          : /^When true, the step waits .+\. When false, which is the default because .+, it returns .+\.$/
      ).test(comments),
  );
  expect(unsaid.map(({ label }) => label)).toEqual([]);
});

test("the help of every timeout says its default and its limit", () => {
  const timeouts = actions.flatMap((action) =>
    ownInputs(action)
      .filter(({ key }) => key === "timeoutSeconds")
      .map(({ comments = "" }) => ({ label: action.label, comments })),
  );
  const unsaid = timeouts.filter(({ comments }) => !comments.includes(": 600 by default and 840 at most"));
  expect(unsaid.map(({ label }) => label)).toEqual([]);
  expect(timeouts.length).toBeGreaterThan(20);
});
