import { languageOfName, notebookCells, withHeader } from "./notebookSource";

const python = `# Databricks notebook source
# MAGIC %md
# MAGIC # Title

# COMMAND ----------

# DBTITLE 1,Count
n = 1
print(n)

# COMMAND ----------

# MAGIC %sql
# MAGIC SELECT 1;
# MAGIC
# MAGIC SELECT 2

# COMMAND ----------

# MAGIC %sql SELECT 3

# COMMAND ----------

`;

describe("a notebook's source", () => {
  it("is split into cells, each with its language and without the marks of its comments", () => {
    expect(notebookCells(python, "PYTHON")).toEqual([
      { language: "md", code: "# Title" },
      { language: "python", code: "n = 1\nprint(n)" },
      { language: "sql", code: "SELECT 1;\n\nSELECT 2" },
      { language: "sql", code: "SELECT 3" },
    ]);
  });

  it("has the comments of its own language", () => {
    const source =
      "-- Databricks notebook source\r\nSELECT 1\r\n-- COMMAND ----------\r\n-- MAGIC %python\r\n-- MAGIC x = 1";
    expect(notebookCells(source, "SQL")).toEqual([
      { language: "sql", code: "SELECT 1" },
      { language: "python", code: "x = 1" },
    ]);
  });

  it("may lack its first line and its separators", () => {
    expect(notebookCells("x = 1\n", "PYTHON")).toEqual([{ language: "python", code: "x = 1" }]);
    expect(withHeader("x = 1", "PYTHON")).toBe("# Databricks notebook source\nx = 1");
    expect(withHeader(python, "PYTHON")).toBe(python);
  });

  it("keeps the indentation of its first line", () => {
    expect(notebookCells("\n\n  x = 1", "PYTHON")).toEqual([{ language: "python", code: "  x = 1" }]);
  });

  it("is known by the name of its file", () => {
    expect(["a.py", "b.SQL", "c.scala", "d.r", "e.txt"].map(languageOfName)).toEqual([
      "PYTHON",
      "SQL",
      "SCALA",
      "R",
      undefined,
    ]);
  });
});
