import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { network } from "hardhat";
import { type Abi, type Address, getAddress, type Hex, maxUint256 } from "viem";

import { registrationToSign } from "../scripts/registration.ts";
import { digestsOf } from "./digests.ts";
import { functionsOf, outcomeOf } from "./outcome.ts";

const { viem, networkHelpers } = await network.create();

const [digest, fresh, root, result, models] = digestsOf("access", 5);

async function deployRegistry() {
  const [registrant, revoked, stranger, deployer] = await viem.getWalletClients();
  const registry = await viem.deployContract("ImageRegistry", [], { client: { wallet: deployer } });
  for (const { account } of [registrant, revoked]) {
    await registry.write.register([digest], { account });
    await registry.write.anchor([root, 1n], { account });
  }
  await registry.write.revoke([digest, 1], { account: revoked.account });
  return { registry, wallets: { registrant, revoked, stranger, deployer } };
}

type Deployed = Awaited<ReturnType<typeof deployRegistry>>;
type Role = keyof Deployed["wallets"];
const roles: Role[] = ["registrant", "revoked", "stranger", "deployer"];

/** Signs as a wallet does. */
async function signatureOf({ registry, wallets }: Deployed, signer: Role, registrant: Role, signed: Hex) {
  const registration = { registrant: wallets[registrant].account.address, digest: signed, deadline: maxUint256 };
  return wallets[signer].signTypedData(await registrationToSign(registry, registration));
}

/** `registrant` and `revoked` have registered `digest` and anchored `root`; `revoked` has revoked `digest`. */
const table: {
  call: string;
  expected: Record<Role, string>;
  simulate: (deployed: Deployed, role: Role) => Promise<unknown>;
}[] = [
  {
    call: "register(fresh)",
    expected: { registrant: "done", revoked: "done", stranger: "done", deployer: "done" },
    simulate: ({ registry, wallets }, role) => registry.simulate.register([fresh], { account: wallets[role].account.address }),
  },
  {
    call: "register(digest)",
    expected: { registrant: "AlreadyRegistered", revoked: "AlreadyRegistered", stranger: "done", deployer: "done" },
    simulate: ({ registry, wallets }, role) => registry.simulate.register([digest], { account: wallets[role].account.address }),
  },
  {
    call: "registerBatch([fresh, digest])",
    expected: { registrant: "AlreadyRegistered", revoked: "AlreadyRegistered", stranger: "done", deployer: "done" },
    simulate: ({ registry, wallets }, role) =>
      registry.simulate.registerBatch([[fresh, digest]], { account: wallets[role].account.address }),
  },
  {
    call: "registerFor(registrant, fresh), signed by the registrant",
    expected: { registrant: "done", revoked: "done", stranger: "done", deployer: "done" },
    simulate: async (deployed, role) =>
      deployed.registry.simulate.registerFor(
        [
          deployed.wallets.registrant.account.address,
          fresh,
          maxUint256,
          await signatureOf(deployed, "registrant", "registrant", fresh),
        ],
        { account: deployed.wallets[role].account.address },
      ),
  },
  {
    call: "registerFor(registrant, fresh), signed by the caller",
    expected: { registrant: "done", revoked: "InvalidSignature", stranger: "InvalidSignature", deployer: "InvalidSignature" },
    simulate: async (deployed, role) =>
      deployed.registry.simulate.registerFor(
        [deployed.wallets.registrant.account.address, fresh, maxUint256, await signatureOf(deployed, role, "registrant", fresh)],
        { account: deployed.wallets[role].account.address },
      ),
  },
  {
    call: "attest(digest)",
    expected: { registrant: "done", revoked: "AlreadyRevoked", stranger: "NotRegistered", deployer: "NotRegistered" },
    simulate: ({ registry, wallets }, role) =>
      registry.simulate.attest([digest, result, models], { account: wallets[role].account.address }),
  },
  {
    call: "revoke(digest)",
    expected: { registrant: "done", revoked: "AlreadyRevoked", stranger: "NotRegistered", deployer: "NotRegistered" },
    simulate: ({ registry, wallets }, role) => registry.simulate.revoke([digest, 1], { account: wallets[role].account.address }),
  },
  {
    call: "anchor(root)",
    expected: { registrant: "AlreadyAnchored", revoked: "AlreadyAnchored", stranger: "done", deployer: "done" },
    simulate: ({ registry, wallets }, role) => registry.simulate.anchor([root, 2n], { account: wallets[role].account.address }),
  },
];

/** What anyone may ask, and gets the same answer to. */
const questions: Record<string, (registrant: Address) => unknown[]> = {
  registeredAt: (registrant) => [registrant, digest],
  revocationOf: (registrant) => [registrant, digest],
  attestationOf: (registrant) => [registrant, digest],
  anchorOf: (registrant) => [registrant, root],
  verifyAnchored: (registrant) => [registrant, root, digest, []],
  leafOf: () => [digest],
  eip712Domain: () => [],
};

describe("who may do what to the ImageRegistry", () => {
  for (const { call, expected, simulate } of table) {
    for (const role of roles) {
      it(`${call} by ${role}: ${expected[role]}`, async () => {
        const deployed = await networkHelpers.loadFixture(deployRegistry);

        assert.equal(await outcomeOf(simulate(deployed, role)), expected[role]);
      });
    }
  }

  for (const [functionName, argsFor] of Object.entries(questions)) {
    for (const role of roles) {
      it(`${functionName} by ${role}: the same answer as for all`, async () => {
        const { registry, wallets } = await networkHelpers.loadFixture(deployRegistry);
        const client = await viem.getPublicClient();
        const abi: Abi = registry.abi;
        const question = { address: registry.address, abi, functionName, args: argsFor(wallets.registrant.account.address) };

        const answer = await client.readContract({ ...question, account: wallets[role].account.address });

        assert.deepEqual(answer, await client.readContract(question));
      });
    }
  }

  it("has a row for each function", async () => {
    const { registry } = await networkHelpers.loadFixture(deployRegistry);

    const rows = [...table.map(({ call }) => call.split("(")[0]), ...Object.keys(questions)];
    assert.deepEqual([...new Set(rows)].toSorted(), functionsOf(registry.abi));
  });

  it("a wallet's signature registers for it, whoever sends it", async () => {
    const deployed = await networkHelpers.loadFixture(deployRegistry);
    const { registry, wallets } = deployed;
    const { address } = wallets.registrant.account;
    const signature = await signatureOf(deployed, "registrant", "registrant", fresh);

    await viem.assertions.emitWithArgs(
      registry.write.registerFor([address, fresh, maxUint256, signature], { account: wallets.stranger.account }),
      registry,
      "Registered",
      [fresh, getAddress(address)],
    );
  });
});
