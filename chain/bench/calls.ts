import type { ContractReturnType } from "@nomicfoundation/hardhat-viem/types";
import type { NetworkConnection } from "hardhat/types/network";
import { type Hex, maxUint256, maxUint64 } from "viem";

import { registrationToSign } from "../scripts/registration.ts";
import { digestsOf } from "../test/digests.ts";

/** One transaction whose gas is measured, after whatever it takes for granted. */
export interface Call<ContractsT> {
  call: string;
  /** How many images or members it serves. */
  items: number;
  /** Limit of the whole transaction's gas divided by the items. */
  atMost: number;
  send: (contracts: ContractsT) => Promise<Hex>;
}

export type Connection = NetworkConnection<"l1">;

export interface Contracts {
  connection: Connection;
  registry: ContractReturnType<"ImageRegistry">;
  directory: ContractReturnType<"SiteDirectory">;
}

export async function deployContracts(connection: Connection): Promise<Contracts> {
  const registry = await connection.viem.deployContract("ImageRegistry");
  const directory = await connection.viem.deployContract("SiteDirectory");
  return { connection, registry, directory };
}

const [digest, root, result, models, label] = digestsOf("gas", 5);
const uploader = 0;

export const registryCalls: Call<Contracts>[] = [
  { call: "register", items: 1, atMost: 46_000, send: ({ registry }) => registry.write.register([digest]) },
  ...[10, 100].map((items) => ({
    call: "registerBatch",
    items,
    atMost: 27_500,
    send: ({ registry }: Contracts) => registry.write.registerBatch([digestsOf("batch", items)]),
  })),
  {
    call: "registerFor",
    items: 1,
    atMost: 53_300,
    send: async ({ connection, registry }) => {
      const [relay, registrant] = await connection.viem.getWalletClients();
      const registration = { registrant: registrant.account.address, digest, deadline: maxUint256 };
      const signature = await registrant.signTypedData(await registrationToSign(registry, registration));
      return registry.write.registerFor([registration.registrant, digest, maxUint256, signature], { account: relay.account });
    },
  },
  ...[
    { items: 128, atMost: 400 },
    { items: 1_024, atMost: 50 },
  ].map(({ items, atMost }) => ({
    call: "anchor",
    items,
    atMost,
    send: ({ registry }: Contracts) => registry.write.anchor([root, BigInt(items)]),
  })),
  {
    call: "attest, first",
    items: 1,
    atMost: 97_000,
    send: async ({ registry }) => {
      await registry.write.register([digest]);
      return registry.write.attest([digest, result, models]);
    },
  },
  {
    call: "attest, again",
    items: 1,
    atMost: 46_000,
    send: async ({ registry }) => {
      await registry.write.register([digest]);
      await registry.write.attest([digest, result, models]);
      return registry.write.attest([digest, models, result]);
    },
  },
  {
    call: "revoke",
    items: 1,
    atMost: 49_300,
    send: async ({ registry }) => {
      await registry.write.register([digest]);
      return registry.write.revoke([digest, 1]);
    },
  },
];

/** A site of the first account, and another account as what it is needed for. */
async function createSite({ connection, directory }: Contracts) {
  const [admin, other] = (await connection.viem.getWalletClients()).map(({ account }) => account.address);
  await directory.write.createSite([label]);
  return { site: await directory.read.siteOf([admin, label]), other };
}

/** A term of the other account that begins in an hour and does not end. */
async function grantTerm(contracts: Contracts) {
  const { connection, directory } = contracts;
  const { site, other } = await createSite(contracts);
  const { timestamp } = await (await connection.viem.getPublicClient()).getBlock();
  const begin = timestamp + 3_600n;
  return { site, other, begin, granted: await directory.write.grant([site, other, uploader, begin, maxUint64]) };
}

export const directoryCalls: Call<Contracts>[] = [
  { call: "createSite", items: 1, atMost: 46_400, send: ({ directory }) => directory.write.createSite([label]) },
  {
    call: "grant, first",
    items: 1,
    atMost: 73_400,
    send: async (contracts) => (await grantTerm(contracts)).granted,
  },
  {
    call: "grant, again",
    items: 1,
    atMost: 58_700,
    send: async (contracts) => {
      const { site, other, begin } = await grantTerm(contracts);
      await contracts.directory.write.end([site, other, uploader, begin + 1n]);
      return contracts.directory.write.grant([site, other, uploader, begin + 1n, maxUint64]);
    },
  },
  {
    call: "end",
    items: 1,
    atMost: 35_700,
    send: async (contracts) => {
      const { site, other, begin } = await grantTerm(contracts);
      return contracts.directory.write.end([site, other, uploader, begin + 1n]);
    },
  },
  {
    call: "end, before the begin",
    items: 1,
    atMost: 31_100,
    send: async (contracts) => {
      const { site, other, begin } = await grantTerm(contracts);
      return contracts.directory.write.end([site, other, uploader, begin]);
    },
  },
  {
    call: "offerAdmin",
    items: 1,
    atMost: 49_000,
    send: async (contracts) => {
      const { site, other } = await createSite(contracts);
      return contracts.directory.write.offerAdmin([site, other]);
    },
  },
  {
    call: "acceptAdmin",
    items: 1,
    atMost: 29_700,
    send: async (contracts) => {
      const { site, other } = await createSite(contracts);
      await contracts.directory.write.offerAdmin([site, other]);
      return contracts.directory.write.acceptAdmin([site], { account: other });
    },
  },
];

/** Gas of the whole transaction. */
export async function gasOf<ContractsT extends { connection: Connection }>({ send }: Call<ContractsT>, contracts: ContractsT) {
  const client = await contracts.connection.viem.getPublicClient();
  const { gasUsed, status } = await client.getTransactionReceipt({ hash: await send(contracts) });
  if (status !== "success") throw new Error("A reverted transaction has no gas worth telling.");
  return Number(gasUsed);
}
