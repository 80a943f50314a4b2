/**
 * Calls, results, errors and topics of ImageRegistry as viem encodes them, for the tests of our own ABI code to agree with. Hex is written
 * without 0x.
 *
 *   node scripts/abi-vectors.ts      (from the folder chain/)
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import hre from "hardhat";
import {
  type Abi,
  encodeErrorResult,
  encodeEventTopics,
  encodeFunctionData,
  encodeFunctionResult,
  getAddress,
  type Hex,
  keccak256,
  toHex,
} from "viem";

import { digestsOf } from "../test/digests.ts";

/** Where the vectors are kept. */
export const abiVectorsFile = join(import.meta.dirname, "../../tests/Registry.Tests/Vectors/abi.json");

const bare = (hex: Hex) => hex.slice(2);

export async function createAbiVectors() {
  const abi = (await hre.artifacts.readArtifact("ImageRegistry")).abi as Abi;
  const account = getAddress(`0x${bare(keccak256(toHex("account"))).slice(-40)}`);
  const [digest, second, third] = digestsOf("abi", 3);
  const call = (functionName: string, ...args: unknown[]) => bare(encodeFunctionData({ abi, functionName, args }));
  const result = (functionName: string, value: unknown) => bare(encodeFunctionResult({ abi, functionName, result: value }));
  const error = (errorName: string, ...args: unknown[]) => bare(encodeErrorResult({ abi, errorName, args }));
  return {
    account: bare(account),
    digests: [digest, second, third].map(bare),
    calls: {
      register: call("register", digest),
      // Signatures of 0, 1, 31, 32, 33 and 65 bytes, byte i of which is i + 1.
      registerFor: [0, 1, 31, 32, 33, 65].map((length) => ({
        length,
        data: call("registerFor", account, digest, 2n ** 62n + 1n, toHex(Uint8Array.from({ length }, (_, i) => i + 1))),
      })),
      registerBatch: [0, 1, 3].map((length) => ({ length, data: call("registerBatch", [digest, second, third].slice(0, length)) })),
      revoke: call("revoke", digest, 255),
      attest: call("attest", digest, second, third),
      anchor: call("anchor", digest, 1024n),
      registeredAt: call("registeredAt", account, digest),
      revocationOf: call("revocationOf", account, digest),
      attestationOf: call("attestationOf", account, digest),
      anchorOf: call("anchorOf", account, digest),
      verifyAnchored: [0, 2].map((length) => ({
        length,
        data: call("verifyAnchored", account, digest, second, [third, digest].slice(0, length)),
      })),
    },
    // Of 2026-11-24T12:00:00Z.
    results: {
      registeredAt: result("registeredAt", 1_795_521_600n),
      revocationOf: result("revocationOf", { timestamp: 1_795_521_600n, reasonCode: 255 }),
      attestationOf: result("attestationOf", { resultDigest: second, modelsDigest: third, timestamp: 1_795_521_600n }),
      anchorOf: result("anchorOf", { timestamp: 1_795_521_600n, leafCount: 1024n }),
      verifyAnchored: result("verifyAnchored", true),
    },
    errors: {
      AlreadyRegistered: error("AlreadyRegistered", account, digest),
      NotRegistered: error("NotRegistered", account, digest),
      AlreadyRevoked: error("AlreadyRevoked", account, digest),
      AlreadyAnchored: error("AlreadyAnchored", account, digest),
      SignatureExpired: error("SignatureExpired", 2n ** 255n + 1n),
      InvalidSignature: error("InvalidSignature", account),
      ZeroDigest: error("ZeroDigest"),
      Empty: error("Empty"),
    },
    topics: Object.fromEntries(
      ["Registered", "Anchored"].map((eventName) => [eventName, bare(encodeEventTopics({ abi, eventName })[0] as Hex)]),
    ),
  };
}

if (import.meta.main) {
  await writeFile(abiVectorsFile, `${JSON.stringify(await createAbiVectors(), null, 2)}\n`);
}
