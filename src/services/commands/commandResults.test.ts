import { commandState, isCommandDone, readResults } from "./commandResults";

describe("the state of a command", () => {
  it.each([
    ["Queued", "queued"],
    ["Running", "running"],
    ["Cancelling", "running"],
    ["Finished", "finished"],
    ["COMMAND_FINISHED", "finished"],
    ["Cancelled", "cancelled"],
    ["CANCELED", "cancelled"],
    ["Error", "error"],
    ["Pondering", "running"],
  ])("%s is %s", (status, state) => {
    expect(commandState({ status })).toBe(state);
    expect(isCommandDone({ status })).toBe(["finished", "cancelled", "error"].includes(state));
  });
});

describe("the results of a command", () => {
  it("are text", () => {
    expect(readResults({ resultType: "text", data: "45\n" })).toEqual({ resultType: "text", text: "45\n" });
  });

  it("are rows by column name, however often a name comes", () => {
    expect(
      readResults({
        resultType: "table",
        data: [
          [1, "a", null],
          [2, null, true],
        ],
        schema: [{ name: "id" }, { name: "x" }, { name: "x" }],
      }),
    ).toEqual({
      resultType: "table",
      rows: [
        { id: 1, x: "a", x_2: null },
        { id: 2, x: null, x_2: true },
      ],
      truncated: false,
    });
  });

  it("say when a table was cut, and bear one without columns", () => {
    expect(readResults({ resultType: "table", data: [[1]], truncated: true })).toEqual({
      resultType: "table",
      rows: [{ column_1: 1 }],
      truncated: true,
    });
    expect(readResults({ resultType: "table" })).toEqual({ resultType: "table", rows: [], truncated: false });
  });

  it("are images, as bytes or by where they are kept", () => {
    const data = Buffer.from([1, 2, 255]);
    const fileName = `data:image/png;base64,${data.toString("base64")}`;
    expect(readResults({ resultType: "image", fileName })).toEqual({
      resultType: "image",
      images: [{ contentType: "image/png", data }],
    });
    expect(readResults({ resultType: "images", fileNames: ["/plots/a.png", fileName] })).toMatchObject({
      images: [{ path: "/plots/a.png" }, { data }],
    });
  });

  it("are an exception, cleaned of HTML and of the codes of terminals", () => {
    expect(
      readResults({
        resultType: "error",
        summary:
          '<span class="ansi-red-fg">NameError</span>: name &#39;x&#39; is not defined &amp; &lt;gone&gt;',
        cause: "\u001b[0;31mNameError\u001b[0m\nTraceback",
      }),
    ).toEqual({
      resultType: "error",
      summary: "NameError: name 'x' is not defined & <gone>",
      cause: "NameError\nTraceback",
    });
  });

  it("may be missing, or of a kind that nobody knows", () => {
    expect(readResults(undefined)).toEqual({ resultType: "none" });
    expect(readResults({ resultType: "video", data: { a: 1 } })).toEqual({
      resultType: "video",
      text: '{"a":1}',
    });
  });
});
