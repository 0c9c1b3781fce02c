/** A statement whose result comes by a link of a test's choice. */
import { statements } from "./sqlRuns";
import type { TestWorkspace } from "./workspace";

/** The statement's ID. */
export const linkedStatementId = "01f0aaaa-bbbb-1ccc-addd-eeeeeeeeeeee";

/** A statement of one chunk with two rows, whose link leads to where a test wants it. */
export const linkResultTo = (workspace: TestWorkspace, url: string): Promise<void> =>
  workspace.fault({
    method: "POST",
    path: statements,
    status: 200,
    body: {
      statement_id: linkedStatementId,
      status: { state: "SUCCEEDED" },
      manifest: {
        schema: { columns: [{ name: "id", position: 0, type_name: "INT", type_text: "INT" }] },
        total_chunk_count: 1,
        chunks: [{ chunk_index: 0, row_offset: 0, row_count: 2 }],
        total_row_count: 2,
      },
      result: {
        external_links: [{ chunk_index: 0, external_link: url, expiration: "2030-01-01T00:00:00Z" }],
      },
    },
  });
