/**
 * What viem computes, for the tests of our own Keccak, EIP-55 and ABI code to agree with. Hex is written without 0x, as it is no key.
 *
 *   node scripts/vectors.ts      (from the folder chain/)
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import hre from "hardhat";
import {
  concat,
  encodeErrorResult,
  encodeEventTopics,
  encodeFunctionData,
  getAddress,
  type Hex,
  keccak256,
  sha256,
  toHex,
} from "viem";

/** Where the vectors are kept. */
export const vectorsFile = join(import.meta.dirname, "../../tests/Registry.Tests/Vectors/viem.json");

const bare = (hex: Hex) => hex.slice(2);

/** Byte i is (7 i + length) mod 256. */
const message = (length: number) => Uint8Array.from({ length }, (_, i) => (7 * i + length) % 256);

/** Folds the messages of all lengths below `count` into one digest: h := keccak(h ‖ message). */
const foldedKeccak = (count: number) =>
  Array.from({ length: count }, (_, length) => message(length)).reduce<Hex>(
    (folded, next) => keccak256(concat([folded, toHex(next)])),
    keccak256("0x"),
  );

export async function createVectors() {
  const { abi } = await hre.artifacts.readArtifact("ImageRegistry");
  const words = Array.from({ length: 16 }, (_, i) => ({
    digest: sha256(toHex(`envelope ${i}`)),
    registrant: getAddress(`0x${bare(keccak256(toHex(`account ${i}`))).slice(-40)}`),
  }));
  return {
    keccak: [0, 1, 31, 32, 135, 136, 137, 271, 272, 273, 1000].map((length) => ({
      length,
      digest: bare(keccak256(message(length))),
    })),
    foldedKeccak: { count: 1100, digest: bare(foldedKeccak(1100)) },
    zeroDigest: bare(encodeErrorResult({ abi, errorName: "ZeroDigest" })),
    registrations: words.map(({ digest, registrant }) => ({
      digest: bare(digest),
      registrant: bare(registrant),
      register: bare(encodeFunctionData({ abi, functionName: "register", args: [digest] })),
      topics: encodeEventTopics({ abi, eventName: "Registered", args: { digest, registrant } }).map((topic) => bare(topic as Hex)),
      alreadyRegistered: bare(encodeErrorResult({ abi, errorName: "AlreadyRegistered", args: [registrant, digest] })),
    })),
  };
}

if (import.meta.main) {
  await writeFile(vectorsFile, `${JSON.stringify(await createVectors(), null, 2)}\n`);
}
