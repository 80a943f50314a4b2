import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { NetworkConnection } from "hardhat/types/network";
import {
  type Abi,
  type Address,
  getAddress,
  type Hex,
  isAddressEqual,
  keccak256,
  type PublicClient,
  toEventSelector,
  type TransactionReceipt,
} from "viem";

import PathoChainModule from "../ignition/modules/PathoChain.ts";

/** What `deployments/<chainId>.json` says about one contract. */
export interface DeployedContract {
  /** EIP-55. */
  address: Address;
  /** Block of the deployment: no event of the contract lies before it. */
  blockNumber: number;
  transactionHash: Hex;
  /** Keccak-256 of the runtime code. */
  codeHash: Hex;
  /** Topic 0 of each event, by its name. */
  topics: Record<string, Hex>;
  abi: Abi;
}

export interface Deployment {
  chainId: number;
  contracts: { ImageRegistry: DeployedContract; SiteDirectory: DeployedContract };
}

/**
 * Deploys the contracts with Ignition to a chain that mines each transaction at once.
 * @param deploymentId name of Ignition's journal, from which it would resume
 * @throws when the blocks since the call do not hold a deployment: it was made before
 */
export async function deploy(connection: NetworkConnection<"l1">, deploymentId: string): Promise<Deployment> {
  const client = await connection.viem.getPublicClient();
  const before = await client.getBlockNumber();
  const { registry, directory } = await connection.ignition.deploy(PathoChainModule, { deploymentId });

  const creations = await creationsSince(client, before);
  return {
    chainId: await client.getChainId(),
    contracts: {
      ImageRegistry: await describe(client, registry, creations),
      SiteDirectory: await describe(client, directory, creations),
    },
  };
}

/** Receipts of the transactions that created a contract in the blocks after `before`. */
async function creationsSince(client: PublicClient, before: bigint): Promise<TransactionReceipt[]> {
  const creations: TransactionReceipt[] = [];
  const newest = await client.getBlockNumber();
  for (let blockNumber = before + 1n; blockNumber <= newest; ++blockNumber) {
    const { transactions } = await client.getBlock({ blockNumber });
    for (const hash of transactions) {
      const receipt = await client.getTransactionReceipt({ hash });
      if (receipt.contractAddress) creations.push(receipt);
    }
  }
  return creations;
}

async function describe(
  client: PublicClient,
  { address, abi }: { address: Address; abi: Abi },
  creations: TransactionReceipt[],
): Promise<DeployedContract> {
  const receipt = creations.find(({ contractAddress }) => isAddressEqual(contractAddress!, address));
  if (!receipt) throw new Error(`No new block holds the deployment of ${address}; choose another deployment id.`);

  const events = abi.filter((item) => item.type === "event");
  return {
    address: getAddress(address),
    blockNumber: Number(receipt.blockNumber),
    transactionHash: receipt.transactionHash,
    codeHash: keccak256((await client.getCode({ address }))!),
    topics: Object.fromEntries(events.map((event) => [event.name, toEventSelector(event)])),
    abi,
  };
}

/** Writes `<directory>/<chainId>.json` in one step, so that a reader never sees half a file; returns its path. */
export async function writeDeployment(directory: string, deployment: Deployment): Promise<string> {
  const file = join(directory, `${deployment.chainId}.json`);
  const unfinished = `${file}.${process.pid}.tmp`;
  await mkdir(directory, { recursive: true });
  await writeFile(unfinished, `${JSON.stringify(deployment, null, 2)}\n`);
  await rename(unfinished, file);
  return file;
}
