import { type RunOptions, SqlError, type StatementRunner } from "databricks-sql-engine";
import { nothing } from "../../code/contextFixtures";
import { currentUser } from "../../seed/identity";
import { CommandSqlSession } from "./sqlSession";

/** A session on an engine that notes where each statement ran, and leaves the session with what the statement says. */
const session = () => {
  const places: RunOptions[] = [];
  const engine: StatementRunner = {
    run: async (statement, { catalog, schema, configuration } = {}) => {
      places.push({ catalog, schema, configuration });
      if (statement === "nope") throw new SqlError("[SCHEMA_NOT_FOUND] nope");
      return { ...nothing, session: JSON.parse(statement) };
    },
    close: async () => {},
  };
  return { places, made: new CommandSqlSession(async () => engine, currentUser.userName) };
};

it("runs each statement where the last that changed the session has put it", async () => {
  const { places, made } = session();
  await made.run('{"catalog":"samples"}', {});
  await made.run('{"schema":"my schema","configuration":{"timezone":"UTC"}}', {});
  await expect(made.run("nope", {})).rejects.toThrow("SCHEMA_NOT_FOUND");
  await made.run("{}", { parameters: [] });
  const last = { catalog: "samples", schema: "my schema", configuration: { timezone: "UTC" } };
  expect(places).toEqual([{}, { catalog: "samples" }, last, last]);
});
