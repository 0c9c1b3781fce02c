import { headersOf } from "./headers";

const implied = { accept: "*/*", isForm: false };

describe("headersOf", () => {
  it("keeps repeated names, in whatever case", () => {
    expect(
      headersOf(
        [
          { key: "X-A", value: "1" },
          { key: "x-a", value: 2 },
          { key: "Accept", value: " text/csv " },
        ],
        implied,
      ),
    ).toEqual({ "x-a": ["1", "2"], accept: ["text/csv"] });
  });

  it("implies the body's type unless one is given, which a form's body cannot do without", () => {
    const contentType = "application/json";
    const given = [{ key: "Content-Type", value: "application/scim+json" }];
    expect(headersOf([], { ...implied, contentType })).toMatchObject({ "content-type": [contentType] });
    expect(headersOf(given, { ...implied, contentType })).toMatchObject({
      "content-type": ["application/scim+json"],
    });
    expect(
      headersOf(given, { ...implied, contentType: "multipart/form-data; boundary=x", isForm: true }),
    ).toMatchObject({
      "content-type": ["multipart/form-data; boundary=x"],
    });
  });

  it.each(["Host", "content-length", "Transfer-Encoding", "Connection", "Expect"])(
    "does not let %s be set",
    (key) => {
      expect(() => headersOf([{ key, value: "x" }], implied)).toThrow(`Header must not set ${key}`);
    },
  );

  it.each(["a b", "a:b", "a\r\nb", "ä", ""])("refuses the name %j", (key) => {
    expect(() => headersOf([{ key, value: "x" }], implied)).toThrow(/^Header has a key/);
  });

  it.each(["a\r\nX: 1", "a\u0000", "€"])("refuses the value %j without repeating it", (value) => {
    expect(() => headersOf([{ key: "X-A", value }], implied)).toThrow(
      /^Header X-A has a value with a character that no header may hold\.$/,
    );
  });
});
