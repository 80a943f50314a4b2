import { type Hex, keccak256, toHex } from "viem";

/** `count` digests that look random and are the same in each run. */
export const digestsOf = (seed: string, count: number): Hex[] =>
  Array.from({ length: count }, (_, i) => keccak256(toHex(`${seed} ${i}`)));
