/**
 * The decimal digits that Java 17 prints for a floating-point number, on which Spark runs. They are nearly always
 * the shortest that read back as the same number; where they are not, such as for 1e23 or 2^62, Java's own steps
 * decide: digits are made one by one until the rest is smaller than half the distance to the next number.
 */

/** A finite number above zero as `0.digits * 10^exponent`. */
export interface Digits {
  digits: string;
  exponent: number;
}

/** Sign-free bits of a floating-point number: `significand * 2^(exponent - 52)`, of which `bits` are significant. */
interface Binary {
  significand: bigint;
  exponent: number;
  bits: number;
}

const view = new DataView(new ArrayBuffer(8));

function bitLength(value: bigint): number {
  return value.toString(2).length;
}

/** Both precisions with the leading one at bit 52, also for numbers below the normal ones. */
function normalized(fraction: bigint, exponent: number, width: number, bias: number): Binary {
  const significand = exponent === 0 ? fraction : fraction | (1n << BigInt(width));
  const missing = width + 1 - bitLength(significand);
  return {
    significand: significand << BigInt(missing + 52 - width),
    exponent: (exponent === 0 ? 1 : exponent) - missing - bias,
    bits: width + 1 - missing,
  };
}

function doubleBinary(value: number): Binary {
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  return normalized(bits & ((1n << 52n) - 1n), Number((bits >> 52n) & 0x7ffn), 52, 1023);
}

function floatBinary(value: number): Binary {
  view.setFloat32(0, value);
  const bits = view.getUint32(0);
  return normalized(BigInt(bits & 0x7fffff), (bits >>> 23) & 0xff, 23, 127);
}

const power5 = (exponent: number) => 5n ** BigInt(exponent);
/** How many bits Java allows for a power of five: exact below 27, three for each beyond. */
const bits5 = (exponent: number) => (exponent < 27 ? bitLength(power5(exponent)) : exponent * 3);
const bitsOrNone5 = (exponent: number) => (exponent === 0 ? 0 : bits5(exponent));

/** The digits of a double above zero. */
export function doubleDigits(value: number): Digits {
  return digitsOf(doubleBinary(value));
}

/** The digits of a single-precision number above zero. */
export function floatDigits(value: number): Digits {
  return digitsOf(floatBinary(value));
}

function digitsOf({ significand, exponent, bits }: Binary): Digits {
  let zeros = 0;
  while (((significand >> BigInt(zeros)) & 1n) === 0n) {
    zeros++;
  }
  const fractionBits = 53 - zeros;
  const tinyBits = Math.max(0, fractionBits - exponent - 1);
  if (tinyBits === 0 && exponent <= 62 && exponent >= -21) {
    return wholeDigits(significand, exponent, bits);
  }
  return generated(significand >> BigInt(zeros), exponent, bits, fractionBits, tinyBits);
}

/** Whole numbers: all digits, without those that the number's precision does not reach. */
function wholeDigits(significand: bigint, exponent: number, bits: number): Digits {
  const value = exponent >= 52 ? significand << BigInt(exponent - 52) : significand >> BigInt(52 - exponent);
  const beyond = exponent > bits ? exponent - bits - 1 : 0;
  const dropped = beyond > 1 ? Math.floor(beyond * Math.log10(2)) : 0;
  const unit = 10n ** BigInt(dropped);
  const kept = value / unit + (dropped > 0 && value % unit >= unit / 2n ? 1n : 0n);
  const digits = String(kept);
  return { digits: digits.replace(/0+$/, "") || "0", exponent: digits.length + dropped };
}

function estimatedExponent(fraction: bigint, fractionBits: number, exponent: number): number {
  const scaled = Number(fraction) / 2 ** (fractionBits - 1);
  return Math.floor((scaled - 1.5) * 0.289529654 + 0.176091259 + exponent * 0.301029995663981);
}

function generated(
  fraction: bigint,
  exponent: number,
  bits: number,
  fractionBits: number,
  tinyBits: number,
): Digits {
  let decimal = estimatedExponent(fraction, fractionBits, exponent);
  const five = { value: Math.max(0, -decimal), unit: Math.max(0, decimal) };
  let valueTwos = five.value + tinyBits + exponent;
  let unitTwos = five.unit + tinyBits;
  let marginTwos = valueTwos - bits;
  valueTwos -= fractionBits - 1;
  const common = Math.min(valueTwos, unitTwos);
  valueTwos -= common;
  unitTwos -= common;
  marginTwos -= common;
  if (fractionBits === 1) {
    marginTwos--;
  }
  if (marginTwos < 0) {
    valueTwos -= marginTwos;
    unitTwos -= marginTwos;
    marginTwos = 0;
  }
  const valueBits = fractionBits + valueTwos + bitsOrNone5(five.value);
  const unitBits = unitTwos + 1 + bitsOrNone5(five.unit + 1);
  const small = valueBits < 64 && unitBits < 64;
  const unit = power5(five.unit) << BigInt(unitTwos);
  const tens = unit * 10n;
  let rest = (fraction * power5(five.value)) << BigInt(valueTwos);
  let margin = power5(five.value) << BigInt(marginTwos);
  let low = false;
  let high = false;
  let digits = "";
  const step = () => {
    const digit = rest / unit;
    rest = 10n * (rest % unit);
    margin *= 10n;
    low = rest < margin;
    high = small ? rest + margin > tens : rest + margin >= tens;
    return digit;
  };
  const first = step();
  if (first === 0n && !high) {
    decimal--;
  } else {
    digits += first;
  }
  // A number with an exponent has two digits at least.
  if (decimal < -3 || decimal >= 8) {
    low = false;
    high = false;
  }
  while (!low && !high) {
    digits += step();
  }
  const difference = 2n * rest - tens;
  const up = high && (!low || difference > 0n || (difference === 0n && Number(digits.at(-1)) % 2 === 1));
  return up ? roundedUp(digits, decimal + 1) : { digits, exponent: decimal + 1 };
}

function roundedUp(digits: string, exponent: number): Digits {
  const next = String(BigInt(digits) + 1n);
  return next.length > digits.length
    ? { digits: next.slice(0, -1), exponent: exponent + 1 }
    : { digits: next.padStart(digits.length, "0"), exponent };
}
