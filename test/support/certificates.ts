/** Certificates of an authority of the tests' own, made as they are needed, and trust in it. */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import tls from "node:tls";

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);

const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));

const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"));

const nameOf = (common: string): Buffer =>
  sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from(common)))));

/** From 2020 to 2049, so that no test depends on the day. */
const validity = sequence(...["200101000000Z", "491231235959Z"].map((time) => der(0x17, Buffer.from(time))));

const critical = der(0x01, Buffer.from([0xff]));

const isAuthority = sequence(oid("551d13"), critical, der(0x04, sequence(critical)));

const withNames = (names: readonly string[]): Buffer => {
  const general = names.map((name) =>
    /^[\d.]+$/.test(name)
      ? der(0x87, Buffer.from(name.split(".").map(Number)))
      : der(0x82, Buffer.from(name)),
  );
  return sequence(oid("551d11"), der(0x04, sequence(...general)));
};

interface Parts {
  serial: number;
  subject: string;
  publicKey: KeyObject;
  extension: Buffer;
  signer: KeyObject;
}

const authorityName = "Authority of the tests";

const certificate = ({ serial, subject, publicKey, extension, signer }: Parts): string => {
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([serial])),
    ecdsaWithSha256,
    nameOf(authorityName),
    validity,
    nameOf(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(extension)),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", body, signer));
  const text = sequence(body, ecdsaWithSha256, signature).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${text.replace(/.{64}(?=.)/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
};

const newKeys = () => generateKeyPairSync("ec", { namedCurve: "P-256" });

const authorityKeys = newKeys();

/** The authority's own certificate, as PEM. */
const authorityCertificate = certificate({
  serial: 1,
  subject: authorityName,
  publicKey: authorityKeys.publicKey,
  extension: isAuthority,
  signer: authorityKeys.privateKey,
});

/** A certificate of the authority for these names or IPv4 addresses, with its key; both as PEM. */
export const certificateFor = (...names: string[]): { cert: string; key: string } => {
  const { publicKey, privateKey } = newKeys();
  const extension = withNames(names);
  const signer = authorityKeys.privateKey;
  return {
    cert: certificate({ serial: 2, subject: "A server of the tests", publicKey, extension, signer }),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
};

/** Makes this process trust the authority, beside those it trusts anyway. @returns what ends that */
export const trustAuthority = (): (() => void) => {
  const { createSecureContext } = tls;
  tls.createSecureContext = (options) => {
    const context = createSecureContext(options);
    context.context.addCACert(authorityCertificate);
    return context;
  };
  return () => {
    tls.createSecureContext = createSecureContext;
  };
};
