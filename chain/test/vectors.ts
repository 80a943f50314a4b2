import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";

import { abiVectorsFile, createAbiVectors } from "../scripts/abi-vectors.ts";
import { createMerkleVectors, merkleVectorsFile } from "../scripts/merkle-vectors.ts";
import { createSigningVectors, signingVectorsFile } from "../scripts/signing-vectors.ts";
import { createVectors, vectorsFile } from "../scripts/vectors.ts";

const committed = async (file: string) => JSON.parse(await readFile(file, "utf8"));

it("the vectors of the .NET tests are what viem computes for this contract", async () => {
  assert.deepEqual(await committed(vectorsFile), await createVectors());
});

it("the calls, results and errors of the .NET tests are what viem encodes for this contract", async () => {
  assert.deepEqual(await committed(abiVectorsFile), await createAbiVectors());
});

it("the trees of the .NET tests are what OpenZeppelin's library builds", async () => {
  assert.deepEqual(await committed(merkleVectorsFile), createMerkleVectors());
});

it("the signing vectors of the .NET tests are what viem signs", async () => {
  assert.deepEqual(await committed(signingVectorsFile), await createSigningVectors());
});
