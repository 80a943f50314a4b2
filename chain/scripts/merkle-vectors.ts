/**
 * Trees of `@openzeppelin/merkle-tree` for the tests of our own to agree with. Digest i of a tree is the Keccak-256 of "seed i". Hex is
 * written without 0x.
 *
 *   node scripts/merkle-vectors.ts      (from the folder chain/)
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { concat, type Hex, keccak256, toHex } from "viem";

import { digestsOf } from "../test/digests.ts";

/** Where the vectors are kept. */
export const merkleVectorsFile = join(import.meta.dirname, "../../tests/Registry.Tests/Vectors/merkle.json");

const domain = keccak256(toHex("PathoChain image leaf 1"));

/** Their proofs are written out. */
const small = Array.from({ length: 40 }, (_, i) => i + 1);

/** Their proofs are folded into one digest: the Keccak-256 of all of them in the order of the digests. */
const large = [127, 128, 129, 1000, 1024, 2049];

const bare = (hex: string) => hex.slice(2);

function treeOf(leafCount: number) {
  const seed = `tree of ${leafCount}`;
  const digests = digestsOf(seed, leafCount);
  const tree = StandardMerkleTree.of(
    digests.map((digest) => [domain, digest]),
    ["bytes32", "bytes32"],
  );
  const proofs = digests.map((_, i) => concat(["0x", ...(tree.getProof(i) as Hex[])]));
  return { seed, leafCount, root: bare(tree.root), proofs };
}

export const createMerkleVectors = () => ({
  small: small.map(treeOf).map((tree) => ({ ...tree, proofs: tree.proofs.map(bare) })),
  large: large.map(treeOf).map(({ proofs, ...tree }) => ({ ...tree, foldedProofs: bare(keccak256(concat(proofs))) })),
});

if (import.meta.main) {
  await writeFile(merkleVectorsFile, `${JSON.stringify(createMerkleVectors(), null, 2)}\n`);
}
