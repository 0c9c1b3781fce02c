/** A secret's value is in no error and no log, however a server repeats it. */
import { inspect } from "node:util";
import { type Step, useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, testClient, tokenConnection } from "../../../test/support/testClient";
import { repetitionOf } from "./repeatedSecret";
import { storeSecret } from "./storeSecret";

const { server } = useScriptedServer();

const keyLines = Array.from({ length: 9 }, (_, line) =>
  Buffer.from(`${line * 7919}/+private ${line}`.repeat(3)).toString("base64"),
);

/** Values as builders store them, and what must not be shown of each. */
const values: [name: string, value: string | Buffer, parts: string[]][] = [
  ["a short word", "s3cr", ["s3cr", "73336372"]],
  ["words", "correct horse battery staple", ["battery", "battery".toUpperCase()]],
  ["JSON", '{"user":"ada","password":"p<w/9=&x\\"zq81"}', ["p<w", "p&lt;w", "zq81"]],
  [
    "a key in lines",
    `-----BEGIN PRIVATE KEY-----\n${keyLines.join("\n")}\n-----END PRIVATE KEY-----\n`,
    keyLines.flatMap((line) => [line.slice(0, 12), line.slice(12, 24)]),
  ],
  ["letters beyond ASCII", "пароль-очень-тайный", ["пароль", "%D0%BF%D0%B0"]],
  ["bytes", Buffer.from(Array.from({ length: 99 }, (_, at) => (at * 73) % 256)), ["AEmS2yRt", "004992db"]],
];

const escaped = (text: string): string =>
  text.replace(/[&<>"/=]/g, (sign) => `&#x${sign.charCodeAt(0).toString(16)};`);

/** What a server may make of a value: in a message, a page, a code, an ID, a header, or a response of success. */
const answersWith = (value: string | Buffer): Step[] => {
  const bytes = Buffer.from(value);
  const text = bytes.toString("utf8");
  const line = text.replace(/[^ -~]/g, "");
  const messages = [
    ...[text, encodeURIComponent(text), JSON.stringify(text), escaped(text), text.toUpperCase()],
    ...[bytes.toString("base64"), Buffer.from(`:${text}`).toString("base64"), bytes.toString("hex")],
    text.replaceAll("\n", "\n> "),
  ];
  return [
    ...messages.map((message) => ({ status: 400, body: { error_code: "BAD_REQUEST", message } })),
    { status: 400, body: { error_code: line.slice(0, 90), message: "no" } },
    { status: 400, body: { error_code: "X", message: "no" }, headers: { "x-request-id": line.slice(0, 90) } },
    { status: 400, body: "", headers: { "x-databricks-reason-phrase": line } },
    { status: 400, body: `<html><body><pre>${escaped(text)}</pre></body></html>` },
    { status: 200, body: `<${text}` },
    { status: 200, body: { error_code: "X", message: text } },
  ];
};

it.each(values)("%s is in no error and no log", async (_name, value, parts) => {
  for (const answer of answersWith(value)) {
    server.script(answer);
    const { client, lines } = testClient(tokenConnection(server.url), true);
    const failure = await failureOf(storeSecret(client, { scope: "s", key: "k", value }));
    const shown = `${inspect(failure, { showHidden: true, depth: null })}\n${lines.join("\n")}`;
    expect([JSON.stringify(answer), parts.filter((part) => shown.includes(part))]).toEqual([
      JSON.stringify(answer),
      [],
    ]);
  }
});

it("other words of the server stay", async () => {
  const message = "Secret s/k was not stored: the scope is read-only (Azure Key Vault).";
  server.script({ status: 400, body: { error_code: "BAD_REQUEST", message } });
  const { client } = testClient(tokenConnection(server.url));
  const failure = await failureOf(storeSecret(client, { scope: "s", key: "k", value: "correct horse" }));
  expect(failure.message).toContain(message);
});

it("the largest value, with a character that takes two code units anywhere, is stored and searched", async () => {
  server.script({ status: 200, body: {} });
  const { client } = testClient(tokenConnection(server.url));
  const value = `a${"😀".repeat(32_767)}`;
  await storeSecret(client, { scope: "s", key: "k", value });
  expect(JSON.parse(server.arrivals[0]?.body.toString() ?? "")).toMatchObject({ string_value: value });
  const random = Array.from({ length: 4096 }, (_, at) => ((at * 2654435761) % 2 ** 32).toString(36)).join("");
  expect(repetitionOf(random)(`near "${random.slice(9000, 9012)}"`)).toBe(true);
  expect(repetitionOf(random)("The value is too long")).toBe(false);
});
