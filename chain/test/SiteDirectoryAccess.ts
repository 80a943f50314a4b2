import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { network } from "hardhat";
import { type Abi, keccak256, maxUint64, toHex } from "viem";

import { functionsOf, outcomeOf } from "./outcome.ts";

const { viem, networkHelpers } = await network.create();

const label = keccak256(toHex("a site"));
const uploader = 0;
const never = maxUint64;

async function deployDirectory() {
  const [admin, candidate, member, former, stranger, deployer] = (await viem.getWalletClients()).map(({ account }) => account.address);
  const directory = await viem.deployContract("SiteDirectory", [], {
    client: { wallet: await viem.getWalletClient(deployer) },
  });
  const begin = BigInt(await networkHelpers.time.latest()) + 3_600n;
  const site = await directory.read.siteOf([former, label]);
  await directory.write.createSite([label], { account: former });
  await directory.write.offerAdmin([site, admin], { account: former });
  await directory.write.acceptAdmin([site], { account: admin });
  await directory.write.grant([site, member, uploader, begin, never], { account: admin });
  await directory.write.offerAdmin([site, candidate], { account: admin });
  return { directory, site, begin, accounts: { admin, candidate, member, former, stranger, deployer } };
}

type Deployed = Awaited<ReturnType<typeof deployDirectory>>;
type Role = keyof Deployed["accounts"];
const roles: Role[] = ["admin", "candidate", "member", "former", "stranger", "deployer"];

const onlyAdmin: Record<Role, string> = {
  admin: "done",
  candidate: "NotAdmin",
  member: "NotAdmin",
  former: "NotAdmin",
  stranger: "NotAdmin",
  deployer: "NotAdmin",
};

/** `former` created the site and handed it to `admin`, who has offered it to `candidate` and made `member` an uploader. */
const table: {
  call: string;
  expected: Record<Role, string>;
  simulate: (deployed: Deployed, role: Role) => Promise<unknown>;
}[] = [
  {
    call: "createSite(label)",
    expected: { admin: "done", candidate: "done", member: "done", former: "SiteExists", stranger: "done", deployer: "done" },
    simulate: ({ directory, accounts }, role) => directory.simulate.createSite([label], { account: accounts[role] }),
  },
  {
    call: "offerAdmin(site, stranger)",
    expected: onlyAdmin,
    simulate: ({ directory, site, accounts }, role) =>
      directory.simulate.offerAdmin([site, accounts.stranger], { account: accounts[role] }),
  },
  {
    call: "acceptAdmin(site)",
    expected: {
      admin: "NotOffered",
      candidate: "done",
      member: "NotOffered",
      former: "NotOffered",
      stranger: "NotOffered",
      deployer: "NotOffered",
    },
    simulate: ({ directory, site, accounts }, role) => directory.simulate.acceptAdmin([site], { account: accounts[role] }),
  },
  {
    call: "grant(site, stranger, uploader)",
    expected: onlyAdmin,
    simulate: ({ directory, site, begin, accounts }, role) =>
      directory.simulate.grant([site, accounts.stranger, uploader, begin, never], { account: accounts[role] }),
  },
  {
    call: "end(site, member, uploader)",
    expected: onlyAdmin,
    simulate: ({ directory, site, begin, accounts }, role) =>
      directory.simulate.end([site, accounts.member, uploader, begin + 1n], { account: accounts[role] }),
  },
];

/** What anyone may ask, and gets the same answer to. */
const questions: Record<string, (deployed: Deployed) => unknown[]> = {
  speaksFor: ({ site, begin, accounts }) => [site, accounts.member, uploader, begin],
  termsOf: ({ site, accounts }) => [site, accounts.member, uploader],
  adminOf: ({ site }) => [site],
  candidateOf: ({ site }) => [site],
  siteOf: ({ accounts }) => [accounts.former, label],
};

describe("who may do what to the SiteDirectory", () => {
  for (const { call, expected, simulate } of table) {
    for (const role of roles) {
      it(`${call} by ${role}: ${expected[role]}`, async () => {
        const deployed = await networkHelpers.loadFixture(deployDirectory);

        assert.equal(await outcomeOf(simulate(deployed, role)), expected[role]);
      });
    }
  }

  for (const [functionName, argsFor] of Object.entries(questions)) {
    for (const role of roles) {
      it(`${functionName} by ${role}: the same answer as for all`, async () => {
        const deployed = await networkHelpers.loadFixture(deployDirectory);
        const client = await viem.getPublicClient();
        const abi: Abi = deployed.directory.abi;
        const question = { address: deployed.directory.address, abi, functionName, args: argsFor(deployed) };

        const answer = await client.readContract({ ...question, account: deployed.accounts[role] });

        assert.deepEqual(answer, await client.readContract(question));
      });
    }
  }

  it("has a row for each function", async () => {
    const { directory } = await networkHelpers.loadFixture(deployDirectory);

    const rows = [...table.map(({ call }) => call.split("(")[0]), ...Object.keys(questions)];
    assert.deepEqual([...new Set(rows)].toSorted(), functionsOf(directory.abi));
  });

  it("tells who spoke for a site at the time of a registration, also after the member left", async () => {
    const { directory, site, begin, accounts } = await networkHelpers.loadFixture(deployDirectory);
    const left = begin + 100n;
    await networkHelpers.time.increaseTo(begin + 50n);
    await directory.write.end([site, accounts.member, uploader, left], { account: accounts.admin });
    await networkHelpers.time.increaseTo(left + 1_000n);

    const spoke = (time: bigint) => directory.read.speaksFor([site, accounts.member, uploader, time]);

    assert.deepEqual(
      await Promise.all([begin - 1n, begin, left - 1n, left, left + 1_000n].map(spoke)),
      [false, true, true, false, false],
    );
    assert.deepEqual(await directory.read.termsOf([site, accounts.member, uploader]), [{ validFrom: begin, validUntil: left }]);
  });
});
