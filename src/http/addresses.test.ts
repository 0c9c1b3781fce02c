import dns from "node:dns";
import { isAllowedAddress, isAllowedDownload, isLinkLocal, isLoopback, lookupFor } from "./addresses";

const hostname = (host: string): string => new URL(`http://${host}/`).hostname;
const aws = "https://dbc-1234567890123456.cloud.databricks.com";
const local = "http://127.0.0.1:8080";

describe("isLoopback", () => {
  it.each([
    "localhost",
    "LOCALHOST",
    "localhost.",
    "a.localhost",
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "0",
    "0x7f.1",
    "0177.0.0.1",
    "2130706433",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::]",
    "[::ffff:127.0.0.1]",
  ])("knows %s", (host) => {
    expect(isLoopback(hostname(host))).toBe(true);
    expect(isLinkLocal(hostname(host))).toBe(false);
  });

  it.each(["128.0.0.1", "localhost.example", "notlocalhost", "10.0.0.1", "[::2]", "[2001:db8::1]"])(
    "does not take %s for it",
    (host) => {
      expect(isLoopback(hostname(host))).toBe(false);
    },
  );
});

describe("isLinkLocal", () => {
  it.each([
    "169.254.169.254",
    "169.254.169.254.",
    "169.254.170.2",
    "2852039166",
    "0xA9FEA9FE",
    "0251.0376.0251.0376",
    "169.254.43518",
    "①⑥⑨.254.169.254",
    "100.100.100.200",
    "168.63.129.16",
    "0xa83f8110",
    "192.0.0.192",
    "metadata.google.internal",
    "METADATA.Google.Internal",
    "metadata.google.internal.",
    "a.metadata.google.internal",
    "metadata",
    "metadata.goog",
    "instance-data.ec2.internal",
    "[fe80::1]",
    "[febf:ffff::1]",
    "[fd00:ec2::254]",
    "[FD00:0EC2:0000::0254]",
    "[fd00:ec2::23]",
    "[fd20:ce::254]",
    "[::ffff:169.254.169.254]",
    "[::ffff:a9fe:a9fe]",
    "[::ffff:100.100.100.200]",
    "[::ffff:0:169.254.169.254]",
    "[::169.254.169.254]",
    "[::168.63.129.16]",
    "[64:ff9b::169.254.169.254]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b::100.100.100.200]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::169.254.169.254]",
    "[64:ff9b:1:a9fe:a9:fe00::]",
    "[64:ff9b:1:6464:64:c800::]",
    "[2002:a9fe:a9fe::]",
    "[2002:a9fe:a9fe:1::5]",
    "[2002:7f00:1::]",
    "[2002:6464:64c8::1]",
    "[::127.0.0.1]",
    "[2001:0:4136:e378:8000:63bf:5601:5601]",
  ])("knows %s", (host) => {
    expect(isLinkLocal(hostname(host))).toBe(true);
  });

  it.each([
    "10.0.0.1",
    "192.168.1.1",
    "172.16.0.1",
    "169.253.1.1",
    "100.100.100.201",
    "168.63.129.17",
    "8.8.8.8",
    "metadata.example",
    "metadata.google.internal.example",
    "[64:ff9b::8.8.8.8]",
    "[64:ff9b:1:808:8:800::]",
    "[2002:808:808::1]",
    "[fd00:ec3::254]",
    "[fd12:3456::1]",
    "[2001:db8::1]",
    "[2600:1f18::1]",
    "dbc-1.cloud.databricks.com",
  ])("does not take %s for it", (host) => {
    expect(isLinkLocal(hostname(host))).toBe(false);
  });
});

describe("where a request may go", () => {
  it.each([
    ["https://storage.example/x", aws, true],
    ["https://10.1.2.3/x", aws, true],
    ["http://localhost:8081/x", aws, false],
    ["http://localhost:8081/x", local, true],
    ["http://169.254.169.254/x", aws, false],
    ["http://169.254.169.254/x", local, false],
  ])("%s from %s: %s", (url, baseUrl, allowed) => {
    expect(isAllowedAddress(new URL(url), baseUrl)).toBe(allowed);
  });

  it.each([
    ["https://storage.example/x", aws, true],
    ["http://storage.example/x", aws, false],
    ["http://storage.example/x", local, false],
    ["http://127.0.0.1:8081/x", local, true],
    ["http://127.0.0.1:8081/x", aws, false],
    ["https://127.0.0.1:8081/x", aws, false],
    ["https://[::ffff:169.254.169.254]/x", aws, false],
    ["file:///etc/passwd", aws, false],
    ["file:///etc/passwd", local, false],
    ["file://localhost/etc/passwd", local, false],
    ["data:text/plain,[]", local, false],
    ["ftp://storage.example/x", aws, false],
  ])("a download of %s from %s: %s", (url, baseUrl, allowed) => {
    expect(isAllowedDownload(new URL(url), baseUrl)).toBe(allowed);
  });
});

describe("a name", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const resolve = (name: string, addresses: string[], baseUrl: string, all = true): Promise<unknown> => {
    jest.spyOn(dns, "lookup").mockImplementation(((
      _name: string,
      _options: object,
      done: (...found: unknown[]) => void,
    ) => {
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
    }) as unknown as typeof dns.lookup);
    return new Promise((give, refuse) => {
      lookupFor(baseUrl)(name, { all }, (error, ...found) => (error ? refuse(error) : give(found)));
    });
  };

  it("is resolved as ever where its addresses are open", async () => {
    expect(await resolve("storage.example", ["93.184.216.34", "2606:2800::1"], aws)).toEqual([
      [
        { address: "93.184.216.34", family: 4 },
        { address: "2606:2800::1", family: 6 },
      ],
    ]);
    expect(await resolve("storage.example", ["93.184.216.34", "2606:2800::1"], aws, false)).toEqual([
      "93.184.216.34",
      4,
    ]);
    expect(await resolve("private.example", ["10.0.0.1"], aws)).toBeDefined();
  });

  it.each([
    [["169.254.169.254"], aws],
    [["169.254.169.254"], local],
    [["93.184.216.34", "169.254.169.254"], aws],
    [["fd00:ec2::254"], aws],
    [["fe80::1%eth0"], aws],
    [["::ffff:169.254.169.254"], aws],
    [["64:ff9b::a9fe:a9fe"], aws],
    [["127.0.0.1"], aws],
    [["::1"], aws],
    [["0.0.0.0"], aws],
  ])("that leads to %j is refused by the workspace %s", async (addresses, baseUrl) => {
    await expect(resolve("rebound.example", addresses, baseUrl)).rejects.toMatchObject({
      code: "ERR_FORBIDDEN_ADDRESS",
      message: "rebound.example resolves to an address that is not allowed",
    });
  });

  it("may lead to loopback where the workspace is there, and the machine's own name always", async () => {
    expect(await resolve("storage.example", ["127.0.0.1"], local, false)).toEqual(["127.0.0.1", 4]);
    expect(await resolve("localhost", ["127.0.0.1"], aws, false)).toEqual(["127.0.0.1", 4]);
  });

  it("that is not known fails as ever", async () => {
    await expect(
      new Promise((_give, refuse) => {
        jest
          .spyOn(dns, "lookup")
          .mockImplementation(((_name: string, _options: object, done: (error: Error) => void) =>
            done(Object.assign(new Error("no"), { code: "ENOTFOUND" }))) as unknown as typeof dns.lookup);
        lookupFor(aws)("nowhere.example", {}, refuse);
      }),
    ).rejects.toMatchObject({ code: "ENOTFOUND" });
  });
});
