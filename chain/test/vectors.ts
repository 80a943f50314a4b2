import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";

import { createSigningVectors, signingVectorsFile } from "../scripts/signing-vectors.ts";
import { createVectors, vectorsFile } from "../scripts/vectors.ts";

it("the vectors of the .NET tests are what viem computes for this contract", async () => {
  assert.deepEqual(JSON.parse(await readFile(vectorsFile, "utf8")), await createVectors());
});

it("the signing vectors of the .NET tests are what viem signs", async () => {
  assert.deepEqual(JSON.parse(await readFile(signingVectorsFile, "utf8")), await createSigningVectors());
});
