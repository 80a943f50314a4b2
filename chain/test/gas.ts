import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { network } from "hardhat";
import type { Hex } from "viem";

import { digestsOf } from "./digests.ts";

const { viem, networkHelpers } = await network.create();

async function deployRegistry() {
  const registry = await viem.deployContract("ImageRegistry");
  const client = await viem.getPublicClient();
  const gasOf = async (hash: Hex) => Number((await client.getTransactionReceipt({ hash })).gasUsed);
  return { registry, gasOf };
}

const [digest, root, result, models] = digestsOf("gas", 4);

type Registry = Awaited<ReturnType<typeof deployRegistry>>["registry"];

/** Gas of the whole transaction divided by the images in it. */
const calls: { call: string; images: number; atMost: number; send: (registry: Registry) => Promise<Hex> }[] = [
  { call: "register", images: 1, atMost: 46_000, send: (registry) => registry.write.register([digest]) },
  ...[10, 100].map((images) => ({
    call: "registerBatch",
    images,
    atMost: 27_500,
    send: (registry: Registry) => registry.write.registerBatch([digestsOf("batch", images)]),
  })),
  ...[
    { images: 128, atMost: 400 },
    { images: 1_024, atMost: 50 },
  ].map(({ images, atMost }) => ({
    call: "anchor",
    images,
    atMost,
    send: (registry: Registry) => registry.write.anchor([root, BigInt(images)]),
  })),
  {
    call: "attest, first",
    images: 1,
    atMost: 97_000,
    send: async (registry) => {
      await registry.write.register([digest]);
      return registry.write.attest([digest, result, models]);
    },
  },
  {
    call: "attest, again",
    images: 1,
    atMost: 46_000,
    send: async (registry) => {
      await registry.write.register([digest]);
      await registry.write.attest([digest, result, models]);
      return registry.write.attest([digest, models, result]);
    },
  },
  {
    call: "revoke",
    images: 1,
    atMost: 52_000,
    send: async (registry) => {
      await registry.write.register([digest]);
      return registry.write.revoke([digest, 1]);
    },
  },
];

describe("gas per image", () => {
  for (const { call, images, atMost, send } of calls) {
    it(`${call} of ${images} costs at most ${atMost}`, async () => {
      const { registry, gasOf } = await networkHelpers.loadFixture(deployRegistry);

      const gas = await gasOf(await send(registry));

      console.log(`      | ${call} | ${images} | ${gas} | ${(gas / images).toFixed(0)} |`);
      assert.ok(gas / images <= atMost, `${call} used ${gas} gas for ${images} images`);
    });
  }
});
