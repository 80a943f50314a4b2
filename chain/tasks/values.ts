import { type Address, getAddress, type Hex, isAddress, isHash, keccak256, maxUint64, toHex } from "viem";

import { Problem } from "../scripts/problem.ts";

/** In the order of the contract's enum. */
const roles = ["uploader", "pathologist", "device"];

/** @throws when it is no address, or its EIP-55 checksum is wrong */
export function addressFrom(text: string, what: string): Address {
  if (isAddress(text)) return getAddress(text);
  const fault = isAddress(text, { strict: false }) ? "has a letter in the wrong case (EIP-55): copy it again" : "is not 0x and 40 hex digits";
  throw new Problem(`${what} '${text}' ${fault}.`);
}

/** @throws when it is not 32 bytes of hex */
export function siteFrom(text: string): Hex {
  if (isHash(text)) return text;
  throw new Problem(`Site '${text}' is not 0x and 64 hex digits: take the id that 'site create' printed.`);
}

/** @throws when there is no such role */
export function roleFrom(text: string): number {
  if (roles.includes(text)) return roles.indexOf(text);
  throw new Problem(`Role '${text}' is none of ${roles.join(", ")}.`);
}

/**
 * The word's Keccak-256, or 32 bytes of hex as they are.
 * @throws when it is empty
 */
export function labelFrom(text: string): Hex {
  if (text.trim() === "") throw new Problem(`Label '${text}' is empty: give the site any word.`);
  return isHash(text) ? text : keccak256(toHex(text));
}

/**
 * A time in Unix seconds.
 * @param now what +seconds counts from
 * @throws when it is no time, or one without a time zone
 */
export function timeFrom(text: string, option: string, now: bigint): bigint {
  const relative = /^\+(\d{1,10})$/.exec(text);
  if (relative) return now + BigInt(relative[1]);
  if (/^\d{9,11}$/.test(text)) return BigInt(text);

  // A date alone is midnight UTC; a time without a zone would mean another one on each machine.
  const date = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(date) && isDay(text.slice(0, 10))) return BigInt(date / 1_000);
  throw new Problem(`--${option} '${text}' is no time: write Unix seconds, 2026-12-01, 2026-12-01T08:00:00Z, or +seconds from now.`);
}

/** Whether a month has that day: JavaScript reads 2026-02-31 as 3 March. */
const isDay = (text: string) => new Date(text).toISOString().startsWith(text);

/** As {@link timeFrom}, or never. */
export const endFrom = (text: string, option: string, now: bigint) => (text === "never" ? maxUint64 : timeFrom(text, option, now));

/** As people read it; JavaScript's dates end before the contract's. */
export const timeText = (time: bigint) =>
  time > 8_640_000_000_000n ? "no end" : new Date(Number(time) * 1_000).toISOString().replace(".000Z", "Z");
