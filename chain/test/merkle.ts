/**
 * That the trees of `@openzeppelin/merkle-tree` are those of the contract. TREES is how many random ones to try; by default 200.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { network } from "hardhat";
import { type Address, type Hex, hexToBytes, keccak256, toHex } from "viem";

import { digestsOf } from "./digests.ts";
import { Random } from "./random.ts";

const { viem } = await network.create();

const trees = Number(process.env.TREES ?? 200);
const mutationsPerTree = 10;
const mostLeaves = 64;
const domain = keccak256(toHex("PathoChain image leaf 1"));

/** What is asked of `verifyAnchored`. */
type Claim = [anchorer: Address, root: Hex, digest: Hex, proof: Hex[]];

const treeOf = (digests: Hex[]) =>
  StandardMerkleTree.of(
    digests.map((digest) => [domain, digest]),
    ["bytes32", "bytes32"],
  );

const withoutBit = (word: Hex, bit: number) => {
  const bytes = hexToBytes(word);
  bytes[bit >> 3] ^= 1 << (bit & 7);
  return toHex(bytes);
};

/** One change that makes a true claim false, or nothing where that change is impossible. */
const mutations: ((claim: Claim, random: Random, stranger: Address, digests: Hex[]) => Claim | undefined)[] = [
  ([anchorer, root, digest, proof], random) => [anchorer, root, withoutBit(digest, random.below(256)), proof],
  ([anchorer, root, digest, proof], random) => [anchorer, withoutBit(root, random.below(256)), digest, proof],
  ([, root, digest, proof], _, stranger) => [stranger, root, digest, proof],
  ([anchorer, root, digest, proof], random) => [anchorer, root, digest, [...proof, digestsOf("more", 1 + random.below(9)).at(-1)!]],
  ([anchorer, root, digest, proof], random) => {
    const at = random.below(Math.max(1, proof.length));
    return proof.length > 0 ? [anchorer, root, digest, proof.with(at, withoutBit(proof[at], random.below(256)))] : undefined;
  },
  ([anchorer, root, digest, proof], random) =>
    proof.length > 0 ? [anchorer, root, digest, proof.toSpliced(random.below(proof.length), 1)] : undefined,
  ([anchorer, root, digest, proof]) => (proof.length > 1 ? [anchorer, root, digest, proof.toReversed()] : undefined),
  // An inner node, or a leaf, where the digest belongs.
  ([anchorer, root, digest, proof]) => [anchorer, root, treeOf([digest]).root as Hex, proof],
  ([anchorer, root, , proof]) => (proof.length > 0 ? [anchorer, root, proof[0], proof.slice(1)] : undefined),
  // The proof of one leaf for another one.
  ([anchorer, root, digest, proof], random, _, digests) => {
    const other = digests[random.below(digests.length)];
    return other === digest ? undefined : [anchorer, root, other, proof];
  },
];

describe("Merkle anchors", () => {
  it(`${trees} random trees of OpenZeppelin's library: each proof is accepted, and ${mutationsPerTree} mutated ones of each are not`, async () => {
    const registry = await viem.deployContract("ImageRegistry");
    const client = await viem.getPublicClient();
    const [{ account }, stranger] = await viem.getWalletClients();
    const random = new Random(1);
    const verify = async (claims: Claim[]) =>
      client.multicall({
        contracts: claims.map((args) => ({ address: registry.address, abi: registry.abi, functionName: "verifyAnchored", args }) as const),
        allowFailure: false,
        deployless: true,
        batchSize: 24_000,
      });

    for (let tree = 0; tree < trees; ++tree) {
      const digests = digestsOf(`tree ${tree}`, 1 + random.below(mostLeaves));
      const built = treeOf(digests);
      const root = built.root as Hex;
      await registry.write.anchor([root, BigInt(digests.length)]);
      const claims = digests.map((digest, i): Claim => [account.address, root, digest, built.getProof(i) as Hex[]]);
      const mutated: Claim[] = [];
      for (let i = 0; mutated.length < mutationsPerTree; ++i) {
        const claim = mutations[i % mutations.length](claims[random.below(claims.length)], random, stranger.account.address, digests);
        if (claim) mutated.push(claim);
      }

      const accepted = await verify([...claims, ...mutated]);

      assert.deepEqual(accepted, [...claims.map(() => true), ...mutated.map(() => false)], `tree ${tree} of ${digests.length} leaves`);
    }
  });

  it("a leaf is hashed as OpenZeppelin's library does", async () => {
    const registry = await viem.deployContract("ImageRegistry");
    const [digest] = digestsOf("leaf", 1);

    assert.equal(await registry.read.leafOf([digest]), treeOf([digest]).root);
  });
});
