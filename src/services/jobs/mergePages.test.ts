import { mergePages } from "./mergePages";

describe("the pages of one job or run", () => {
  it("make one, with the lists of all", () => {
    const pages = [
      {
        job_id: 1,
        settings: { name: "a", tasks: [1, 2], tags: { x: "y" } },
        has_more: true,
        next_page_token: "t",
      },
      { job_id: 1, settings: { name: "a", tasks: [3], job_clusters: [9], tags: { x: "y" } } },
    ];
    expect(mergePages(pages)).toEqual({
      job_id: 1,
      settings: { name: "a", tasks: [1, 2, 3], job_clusters: [9], tags: { x: "y" } },
    });
  });

  it("add nothing of what does not come in pages", () => {
    const pages = [
      { run_id: 1, tasks: [1], notices: ["n"], next_page_token: "t" },
      { run_id: 1, tasks: [], job_parameters: [2], notices: ["n"] },
    ];
    expect(mergePages(pages)).toEqual({ run_id: 1, tasks: [1], notices: ["n"], job_parameters: [2] });
  });

  it("may be one alone", () => {
    expect(mergePages([{ run_id: 1, has_more: false }])).toEqual({ run_id: 1 });
  });
});
