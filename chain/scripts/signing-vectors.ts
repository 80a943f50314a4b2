/**
 * What viem signs, for the tests of our own recovery, hashing and ERC-4361 code to agree with. Hex is written without 0x, as it is no key; the keys are
 * hashes of texts that are written here, and sign nothing but these vectors.
 *
 *   node scripts/signing-vectors.ts      (from the folder chain/)
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import hre from "hardhat";
import { getAddress, hashMessage, hashTypedData, type Hex, keccak256, maxUint256, sha256, toHex } from "viem";
import { privateKeyToAccount, sign } from "viem/accounts";
import { createSiweMessage, type SiweMessage } from "viem/siwe";

/** Where the vectors are kept. */
export const signingVectorsFile = join(import.meta.dirname, "../../tests/Registry.Tests/Vectors/signing.json");

const bare = (hex: Hex) => hex.slice(2);

const signers = Array.from({ length: 8 }, (_, i) => {
  const key = keccak256(toHex(`signer ${i} of the test vectors`));
  return { key, account: privateKeyToAccount(key) };
});
type Signer = (typeof signers)[number];
const signerOf = (i: number) => signers[i % signers.length]!;

async function signHash({ key, account }: Signer, hash: Hex) {
  return { hash: bare(hash), signature: bare(await sign({ hash, privateKey: key, to: "hex" })), signer: bare(account.address) };
}

/** Signatures of 64 hashes, of the least and the greatest hash, and the first two whose r or s starts with a zero byte. */
async function signatures() {
  const hashes = [...Array.from({ length: 64 }, (_, i) => keccak256(toHex(`hash ${i}`))), toHex(0n, { size: 32 }), toHex(maxUint256)];
  const signed = await Promise.all(hashes.map((hash, i) => signHash(signerOf(i), hash)));
  for (let i = 64, short = ["r", "s"]; short.length > 0; ++i) {
    const next = await signHash(signerOf(i), keccak256(toHex(`hash ${i}`)));
    const found = next.signature.startsWith("00") ? "r" : next.signature.startsWith("00", 64) ? "s" : undefined;
    if (!found || !short.includes(found)) continue;
    signed.push(next);
    short = short.filter((part) => part !== found);
  }
  return signed;
}

/** Messages around each change of the length's number of digits and of the hash's block, and with characters of two to four bytes. */
function personalMessages() {
  const lengths = [0, 1, 9, 10, 31, 32, 99, 100, 107, 108, 109, 110, 136, 999, 1000];
  const texts = ["grün", "病理", "🔬", "a\u0000b", "line\nline\r\n", "é".repeat(50), "\u0019Ethereum Signed Message:\n0"];
  return Promise.all(
    [...lengths.map((length) => "x".repeat(length)), ...texts].map(async (message, i) => {
      const { account } = signerOf(i);
      const [hash, signature] = [hashMessage(message), await account.signMessage({ message })];
      return { message, hash: bare(hash), signature: bare(signature), signer: bare(account.address) };
    }),
  );
}

const contractOf = (i: number) => getAddress(`0x${bare(keccak256(toHex(`contract ${i}`))).slice(-40)}`);
const extremes = [0n, 1n, 255n, BigInt(Number.MAX_SAFE_INTEGER), BigInt(Number.MAX_SAFE_INTEGER) + 1n, 2n ** 64n - 1n, 2n ** 128n, maxUint256];
const digests = [toHex(0n, { size: 32 }), toHex(maxUint256), ...Array.from({ length: 6 }, (_, i) => sha256(toHex(`envelope ${i}`)))];
const chains = [1, 31337, 11155111, Number.MAX_SAFE_INTEGER];

const registrationTypes = {
  Registration: [
    { name: "registrant", type: "address" },
    { name: "digest", type: "bytes32" },
    { name: "deadline", type: "uint256" },
  ],
} as const;

function registrations() {
  return Promise.all(
    extremes.map(async (deadline, i) => {
      const { account } = signerOf(i);
      const [chainId, registry, digest] = [chains[i % chains.length]!, contractOf(i), digests[i]!];
      const typedData = {
        domain: { name: "PathoChain ImageRegistry", version: "1", chainId, verifyingContract: registry },
        types: registrationTypes,
        primaryType: "Registration",
        message: { registrant: account.address, digest, deadline },
      } as const;
      return {
        chainId,
        registry: bare(registry),
        registrant: bare(account.address),
        digest: bare(digest),
        deadline: `${deadline}`,
        hash: bare(hashTypedData(typedData)),
        signature: bare(await account.signTypedData(typedData)),
      };
    }),
  );
}

const reviewTypes = {
  Review: [
    { name: "contentDigest", type: "bytes32" },
    { name: "resultDigest", type: "bytes32" },
    { name: "modelsDigest", type: "bytes32" },
    { name: "verdict", type: "string" },
    { name: "issuedAt", type: "uint64" },
  ],
} as const;

/** Verdicts without a letter, of several bytes each, and longer than a block of the hash; times up to the last one that .NET knows, in the year 9999. */
function reviews() {
  const verdicts = ["invasive ductal carcinoma", "not assessable", "", "病理 🔬", "x".repeat(200)];
  const times = [0n, 1n, 1_796_000_000n, 2n ** 32n, 253_402_300_799n];
  return Promise.all(
    verdicts.map(async (verdict, i) => {
      const { account } = signerOf(i);
      const [chainId, registry, issuedAt] = [chains[i % chains.length]!, contractOf(i), times[i]!];
      const [contentDigest, resultDigest, modelsDigest] = [0, 1, 2].map((n) => digests[(i + n) % digests.length]!) as [Hex, Hex, Hex];
      const typedData = {
        domain: { name: "PathoChain Review", version: "1", chainId, verifyingContract: registry },
        types: reviewTypes,
        primaryType: "Review",
        message: { contentDigest, resultDigest, modelsDigest, verdict, issuedAt },
      } as const;
      return {
        chainId,
        registry: bare(registry),
        contentDigest: bare(contentDigest),
        resultDigest: bare(resultDigest),
        modelsDigest: bare(modelsDigest),
        verdict,
        issuedAt: Number(issuedAt),
        hash: bare(hashTypedData(typedData)),
        signature: bare(await account.signTypedData(typedData)),
        signer: bare(account.address),
      };
    }),
  );
}

const issuedAt = new Date("2026-11-24T15:00:00.000Z");
const signIn = { domain: "pathochain.example", uri: "https://pathochain.example/login", chainId: 31337, nonce: "a1B2c3D4", issuedAt, version: "1" } as const;

const absent = { scheme: null, expirationTime: null, notBefore: null, requestId: null, resources: null };

/** Each optional field alone, none, and all; ports, schemes, addresses as domain, and a statement of every character that is allowed. */
function signIns() {
  const optional = {
    scheme: "https",
    statement: "Sign in to PathoChain: no transaction, no cost.",
    expirationTime: new Date("2026-11-24T15:10:00.500Z"),
    notBefore: new Date("2026-11-24T14:59:59.999Z"),
    requestId: "request-1",
    resources: ["ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/", "https://pathochain.example/terms?v=1#top"],
  };
  const messages: Omit<SiweMessage, "address">[] = [
    signIn,
    ...Object.entries(optional).map(([name, value]) => ({ ...signIn, [name]: value })),
    { ...signIn, ...optional },
    { ...signIn, ...optional, statement: undefined },
    { ...signIn, resources: [] },
    { ...signIn, domain: "localhost:5173", uri: "http://localhost:5173", scheme: "http" },
    { ...signIn, domain: "127.0.0.1:8080", uri: "http://127.0.0.1:8080/a/b?c=d" },
    { ...signIn, domain: "xn--pthochain-u2a.example:65535", chainId: Number.MAX_SAFE_INTEGER, nonce: "0".repeat(64) },
    { ...signIn, statement: ":/?#[]@!$&'()*+,;=-._~ 0123456789 ABCXYZ abcxyz" },
    { ...signIn, uri: "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", requestId: "a:@!$&'()*+,;=%20-._~" },
  ];
  return Promise.all(
    messages.map(async (fields, i) => {
      const { account } = signerOf(i);
      const message = createSiweMessage({ ...fields, address: account.address });
      return {
        fields: { ...absent, ...fields, statement: fields.statement ?? null, address: bare(account.address) },
        message,
        signature: bare(await account.signMessage({ message })),
      };
    }),
  );
}

/** As JSON has it: no dates, nothing undefined. */
export async function createSigningVectors(): Promise<unknown> {
  const wallet = await hre.artifacts.readArtifact("Wallet");
  const vectors = {
    // The init code of contracts/Wallet.t.sol, for tests that deploy it; the owner's address follows it, as a word.
    wallet: bare(wallet.bytecode as Hex),
    signatures: await signatures(),
    personalMessages: await personalMessages(),
    registrations: await registrations(),
    reviews: await reviews(),
    signIns: await signIns(),
  };
  return JSON.parse(JSON.stringify(vectors));
}

if (import.meta.main) {
  await writeFile(signingVectorsFile, `${JSON.stringify(await createSigningVectors(), null, 2)}\n`);
}
