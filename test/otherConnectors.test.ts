/** The page for builders of other connectors names what there is, and says for each operation what serves it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import surface from "../documentation/surface.json";

const page = readFileSync(path.resolve(__dirname, "../documentation/otherConnectors.md"), "utf8");

/** The cells of each row of a table: an operation, and what serves it. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| --- ") && !line.startsWith("| Operation "))
  .map((line) => line.split("|").map((cell) => cell.trim()));

it("every label on it is that of an action, a trigger, a data source or a connection", () => {
  const { actions, triggers, dataSources, connections } = surface;
  const labels = new Set([actions, triggers, dataSources, connections].flat().map(({ label }) => label));
  const named = [...page.matchAll(/\*\*([^*]+)\*\*/g)].map(([, label = ""]) => label);
  expect(named.length).toBeGreaterThan(150);
  expect([...new Set(named)].filter((label) => !labels.has(label))).toEqual([]);
});

it("every operation has what serves it, or a reason", () => {
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((cells) => cells.length !== 4 || cells[1] === "" || cells[2] === "")).toEqual([]);
});

it("what has no action says which request to send, in the form that Raw Request takes", () => {
  const requests = [...page.matchAll(/`((?:GET|POST|PUT|PATCH|DELETE) [^`]+)`/g)].map(([, text]) => text);
  expect(requests.length).toBeGreaterThan(20);
  expect(requests.filter((text) => !/^[A-Z]+ \/\d\.\d\/[\w/<> -]+$/.test(text ?? ""))).toEqual([]);
});
