import { nothing } from "../../engine/code/contextFixtures";
import type { StatementRunner } from "../../engine/sql/engine";
import { SqlError } from "../../engine/sql/engine";
import { CommandSqlSession } from "./sqlSession";

/** A session on an engine that notes where each statement ran and refuses those with `nope`. */
const session = () => {
  const places: (string | undefined)[][] = [];
  const engine: StatementRunner = {
    run: async (statement, { catalog, schema } = {}) => {
      places.push([catalog, schema]);
      if (statement.includes("nope")) throw new SqlError("[SCHEMA_NOT_FOUND] nope");
      return nothing;
    },
    close: async () => {},
  };
  return { places, made: new CommandSqlSession(async () => engine) };
};

it("runs each statement where the last USE that succeeded has put it", async () => {
  const { places, made } = session();
  await made.run("USE CATALOG samples", {});
  await made.run("use schema `my schema`;", {});
  await expect(made.run("USE SCHEMA nope", {})).rejects.toThrow("SCHEMA_NOT_FOUND");
  await made.run("SELECT 1", {});
  await made.run("USE main.other", {});
  await made.run("SELECT 1", { parameters: [] });
  expect(places).toEqual([
    [undefined, undefined],
    ["samples", undefined],
    ["samples", "my schema"],
    ["samples", "my schema"],
    ["samples", "my schema"],
    ["main", "other"],
  ]);
});
