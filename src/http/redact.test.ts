import fc from "fast-check";
import { hideIssuedToken } from "./issuedTokens";
import { redactBody, redactHeaders, redactor } from "./redact";

const token = `dapi${"0123456789abcdef".repeat(2)}`;
const alphabet = fc.constantFrom(...'abcXYZ0189-._~+/="\\ %&ü'.split(""));
const secrets = fc
  .string({ unit: alphabet, minLength: 8, maxLength: 60 })
  .filter((secret) => secret.trim().length >= 8);
const surroundings = fc.string({ maxLength: 40 });

/** Every form in which a server could repeat a secret. */
const forms: Record<string, (secret: string) => string> = {
  raw: (secret) => secret,
  "URL-encoded": encodeURIComponent,
  "URL-encoded in lower case": (secret) =>
    encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()),
  "form-encoded": (secret) => encodeURIComponent(secret).replace(/%20/g, "+"),
  "JSON-escaped": (secret) => JSON.stringify({ text: secret }),
  "JSON inside JSON": (secret) => JSON.stringify({ body: JSON.stringify({ text: secret }) }),
};

describe("redactor", () => {
  it("hides a secret of any length, in every form", () => {
    const long = Array.from({ length: 9000 }, (_, index) => `${index}/"`).join("");
    const redact = redactor([long]);
    for (const form of Object.values(forms)) {
      const shown = redact(`before ${form(long)} after`);
      expect(shown).toMatch(/^before .* after$/s);
      expect(shown).not.toMatch(/\d{2}/);
    }
    expect(redact("a word")).toBe("a word");
  });

  it("hides a token that was issued before many others, until its use is over", () => {
    const use = { isOver: false };
    const later = { isOver: false };
    hideIssuedToken("the-first-token-of-all", use);
    for (let number = 0; number < 120; number += 1) hideIssuedToken(`another-token-${number}-of-it`, later);
    const redact = redactor([]);
    expect(redact("the-first-token-of-all")).toBe("[redacted]");
    use.isOver = true;
    later.isOver = true;
    hideIssuedToken("5b6a1f0e7c3d4f219a0e2d8c", { isOver: false });
    expect(redact("the-first-token-of-all")).toBe("the-first-token-of-all");
  });

  it.each(["t", "red", "acted", "[redacted]", token])(
    "leaves what it has masked as it is, whatever the secret is (%s)",
    (secret) => {
      const redact = redactor([secret]);
      const once = redact(`that ${secret} is a red secret: "token": "${secret}"`);
      expect(redact(once)).toBe(once);
    },
  );

  it.each(Object.entries(forms))("leaves nothing of a secret that stands there %s", (_name, form) => {
    fc.assert(
      fc.property(secrets, surroundings, surroundings, (secret, before, after) => {
        const shown = redactor([secret])(`${before}${form(secret)}${after}`);
        expect(shown.toLowerCase()).not.toContain(form(secret).toLowerCase());
        expect(shown.replaceAll("[redacted]", "")).not.toContain(secret);
      }),
    );
  });

  it("leaves nothing of a secret in base64, wherever it begins, as in a Basic header", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 20 }),
        fc.string({ maxLength: 20 }),
        fc.boolean(),
        (before, after, forUrls) => {
          const encoding = forUrls ? "base64url" : "base64";
          const shown = redactor([token])(Buffer.from(`${before}${token}${after}`).toString(encoding));
          expect(Buffer.from(shown.replaceAll("[redacted]", ""), encoding).toString("latin1")).not.toContain(
            token.slice(4, 28),
          );
          expect(shown).toContain("[redacted]");
        },
      ),
    );
  });

  it("masks a secret that contains another one whole", () => {
    expect(redactor(["secret", "secret-with-rest"])("it is secret-with-rest")).toBe("it is [redacted]");
  });

  it("takes the characters of a secret literally", () => {
    expect(redactor(["a.c(d+$1"])("abc(d+$1 a.c(d+$1")).toBe("abc(d+$1 [redacted]");
  });

  it("takes a long secret whose pieces end within a character, and half of a character", () => {
    const secret = `ab${"😀".repeat(4096)}`;
    expect(redactor([secret, "x\ud800y-secret"])(`a ${secret} b`)).toMatch(/^a (?:\[redacted\])+ b$/);
  });

  it("passes blank secrets over", () => {
    expect(redactor(["", "  ", undefined])("a b")).toBe("a b");
  });

  it.each([
    ["Authorization: Bearer abcdef0123456789", "abcdef0123456789"],
    ["Authorization: Basic dXNlcjpwYXNzd29yZDE=", "dXNlcjpwYXNzd29yZDE="],
    ['{"client_secret": "my \\"quoted\\" one", "scope": "x"}', "quoted"],
    ['{"token_value":"xyz', "xyz"],
    ['{"body":"{\\"password\\":\\"hunter2\\"}"}', "hunter2"],
    ["grant_type=client_credentials&client_secret=hunter2&scope=x", "hunter2"],
    ["https://bucket.example/a?X-Amz-Signature=abc123&partNumber=1", "abc123"],
    ["https://account.example/b?sv=1&sig=a%2Bb", "a%2Bb"],
    ["https://ada:hunter2@host.example/", "hunter2"],
    [`pasted ${token}-3 here`, token],
    ["eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl", "c2lnbmF0dXJl"],
  ])("masks what looks like a secret in %j", (text, secret) => {
    const shown = redactor([])(text);
    expect(shown).not.toContain(secret);
    expect(shown).toContain("[redacted]");
  });

  it.each([
    ["DB_PASSWORD", "API_TOKEN", "GITHUB_SECRET", "AWS_SECRET_ACCESS_KEY", "sfPassword"],
    ["spark.hadoop.fs.s3a.secret.key", "spark.hadoop.javax.jdo.option.ConnectionPassword"],
    ["fs.azure.account.key.store.dfs.core.windows.net", "openai_api_key_plaintext", "pem_private_key"],
  ])("masks settings of clusters and catalogs whose names end like those of secrets: %s, %s", (...names) => {
    const settings = { a: "shown", ...Object.fromEntries(names.map((name) => [name, 'hunter2, "too"'])) };
    for (const body of [settings, { nested: JSON.stringify({ spark_conf: settings }) }]) {
      const shown = redactor([])(JSON.stringify(body));
      expect(shown).not.toContain("hunter2");
      expect(shown).toContain("shown");
      expect(() => JSON.parse(shown)).not.toThrow();
    }
  });

  it.each([
    "Basic authentication is retired",
    '{"page_token":"abc","prev_page_token":"abc","idempotency_token":"abc","primary_key":"id","account_key":"7"}',
    '{"next_page_token":"abc","message":"The token is wrong"}',
    "https://host.example:8443/path?q=a:b@c",
  ])("leaves %j alone", (text) => {
    expect(redactor([token])(text)).toBe(text);
  });

  it("keeps JSON readable as JSON", () => {
    const text = JSON.stringify({
      password: 'a"b\\',
      nested: JSON.stringify({ token: "t" }),
      message: token,
    });
    expect(JSON.parse(redactor([token])(text))).toMatchObject({
      password: "[redacted]",
      message: "[redacted]",
    });
  });

  it("masks before it cuts, so that no beginning of a secret stays", () => {
    for (let at = 60; at < 110; at += 1) {
      expect(redactor([token])(`${"x".repeat(at)}${token} and more text`, 100)).not.toContain("dapi");
    }
  });

  it("can take megabytes of text, quotes and escapes", () => {
    for (const unit of ["a", '\\"', '"password":"', "<pre>", "//a:", "eyJ", "&sig="]) {
      const text = `{"password":"${unit.repeat(2_000_000 / unit.length)}`;
      expect(redactor([token])(text, 1000).length).toBeLessThan(1100);
      expect(redactor([token])(text).length).toBeLessThan(1_100_000);
    }
  });
});

describe("redactHeaders", () => {
  it("shows the headers that are known to be harmless and masks every other", () => {
    expect(
      redactHeaders({
        Authorization: "Bearer x",
        "X-Api-Key": "x",
        "Content-Type": "a/b",
        Cookie: "c",
        Empty: null,
      }),
    ).toEqual({
      authorization: "[redacted]",
      "x-api-key": "[redacted]",
      "content-type": "a/b",
      cookie: "[redacted]",
    });
  });
});

describe("redactBody", () => {
  const redact = redactor([token]);

  it("cuts long text and says how long it was", () => {
    expect(redactBody("x".repeat(5000), redact)).toBe(`${"x".repeat(4096)}... (5000 characters)`);
  });

  it("tells only the size of bytes, and nothing of an absent body", () => {
    expect(redactBody(Buffer.from(token), redact)).toBe(`(${token.length} bytes)`);
    expect([redactBody("", redact), redactBody(undefined, redact), redactBody(null, redact)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(redactBody({ token }, redact)).toBe("(not text)");
  });

  it("hides the headers of a pre-signed address, wherever they stand", () => {
    const headers = { "x-amz-server-side-encryption-customer-key": "s3cret-key" };
    for (const link of [
      { http_headers: headers, external_link: "https://a.b/c?sig=abcdef" },
      { external_link: "https://a.b/c?sig=abcdef", http_headers: headers },
    ]) {
      const shown = redactor([])(JSON.stringify({ external_links: [link] }));
      expect(shown).not.toMatch(/s3cret-key|abcdef/);
      expect(() => JSON.parse(shown)).not.toThrow();
    }
  });
});
