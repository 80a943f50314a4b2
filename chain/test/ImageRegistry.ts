import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { network } from "hardhat";
import { getAddress, sha256, toHex, zeroHash } from "viem";

const { viem, networkHelpers } = await network.create();

const digest = sha256(toHex("an encrypted envelope"));

async function deployRegistry() {
  const [uploader, stranger] = await viem.getWalletClients();
  const registry = await viem.deployContract("ImageRegistry");
  const client = await viem.getPublicClient();
  return { registry, client, uploader: uploader.account, stranger: stranger.account };
}

describe("ImageRegistry", () => {
  describe("register", () => {
    it("emits Registered with the digest and the sender", async () => {
      const { registry, uploader } = await networkHelpers.loadFixture(deployRegistry);

      await viem.assertions.emitWithArgs(registry.write.register([digest]), registry, "Registered", [
        digest,
        getAddress(uploader.address),
      ]);
    });

    it("rejects the sender's second registration and names both", async () => {
      const { registry, uploader } = await networkHelpers.loadFixture(deployRegistry);
      await registry.write.register([digest]);

      await viem.assertions.revertWithCustomErrorWithArgs(
        registry.write.register([digest]),
        registry,
        "AlreadyRegistered",
        [getAddress(uploader.address), digest],
      );
    });

    it("lets the owner register a digest that a stranger registered first", async () => {
      const { registry, uploader, stranger } = await networkHelpers.loadFixture(deployRegistry);
      await registry.write.register([digest], { account: stranger });

      await viem.assertions.emitWithArgs(registry.write.register([digest]), registry, "Registered", [
        digest,
        getAddress(uploader.address),
      ]);
    });

    it("rejects the zero digest", async () => {
      const { registry } = await networkHelpers.loadFixture(deployRegistry);

      await viem.assertions.revertWithCustomError(registry.write.register([zeroHash]), registry, "ZeroDigest");
    });

    it("refuses ether", async () => {
      const { registry, client, uploader } = await networkHelpers.loadFixture(deployRegistry);

      await assert.rejects(client.call({ account: uploader, to: registry.address, value: 1n }));
    });
  });

  describe("registeredAt", () => {
    it("returns the time of the block that holds the registration", async () => {
      const { registry, client, uploader } = await networkHelpers.loadFixture(deployRegistry);
      const hash = await registry.write.register([digest]);

      const { blockNumber } = await client.getTransactionReceipt({ hash });
      const { timestamp } = await client.getBlock({ blockNumber });
      assert.equal(await registry.read.registeredAt([uploader.address, digest]), timestamp);
    });

    it("is zero for an account that did not register the digest", async () => {
      const { registry, stranger } = await networkHelpers.loadFixture(deployRegistry);
      await registry.write.register([digest]);

      assert.equal(await registry.read.registeredAt([stranger.address, digest]), 0n);
    });
  });
});
