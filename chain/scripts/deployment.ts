import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { HardhatArtifactResolver } from "@nomicfoundation/hardhat-ignition/helpers";
import { type DeployConfig, listTransactions, TransactionStatus } from "@nomicfoundation/ignition-core";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";
import {
  type Abi,
  type Address,
  getAddress,
  type Hex,
  isAddress,
  isAddressEqual,
  isHash,
  keccak256,
  type PublicClient,
  toEventSelector,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from "viem";

import PathoChainModule from "../ignition/modules/PathoChain.ts";
import { Problem } from "./problem.ts";

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

/** Folder of the journal that Ignition keeps of a deployment, and from which it resumes. */
export const journalOf = (hre: HardhatRuntimeEnvironment, deploymentId: string) =>
  join(hre.config.paths.ignition, "deployments", deploymentId);

/**
 * Deploys the contracts with Ignition, or finishes what its journal says was begun.
 * @param deploymentId name of Ignition's journal
 * @throws when the journal is of another chain than the node's, or Ignition gives up
 */
export async function deploy(
  hre: HardhatRuntimeEnvironment,
  connection: NetworkConnection<"l1">,
  deploymentId: string,
  config: Partial<DeployConfig>,
): Promise<Deployment> {
  const client = await connection.viem.getPublicClient();
  const journal = journalOf(hre, deploymentId);
  await creationsIn(hre, client, journal);
  const { registry, directory } = await connection.ignition.deploy(PathoChainModule, { deploymentId, config });

  const creations = await creationsIn(hre, client, journal);
  return {
    chainId: await client.getChainId(),
    contracts: {
      ImageRegistry: await describe(client, registry, creations),
      SiteDirectory: await describe(client, directory, creations),
    },
  };
}

/** Receipts of the transactions by which a journal says contracts were made; none if there is no journal. */
async function creationsIn(hre: HardhatRuntimeEnvironment, client: PublicClient, journal: string): Promise<TransactionReceipt[]> {
  if (!existsSync(join(journal, "journal.jsonl"))) return [];

  const transactions = await listTransactions(journal, new HardhatArtifactResolver(hre.artifacts));
  const successful = transactions.filter(({ status }) => status === TransactionStatus.SUCCESS);
  return Promise.all(
    successful.map(async ({ txHash }) => {
      try {
        return await client.getTransactionReceipt({ hash: txHash as Hex });
      } catch (error) {
        if (!(error instanceof TransactionReceiptNotFoundError)) throw error;
        throw new Problem(
          `The node does not know transaction ${txHash}, with which ${journal} says a contract was made: the chain was reset, or it is another one. ` +
            "Choose the node of that chain, or delete that folder to deploy anew.",
        );
      }
    }),
  );
}

async function describe(
  client: PublicClient,
  { address, abi }: { address: Address; abi: Abi },
  creations: TransactionReceipt[],
): Promise<DeployedContract> {
  const receipt = creations.find(({ contractAddress }) => isAddressEqual(contractAddress!, address))!;
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

const fileOf = (directory: string, chainId: number) => join(directory, `${chainId}.json`);

/** Reads what {@link writeDeployment} wrote; nothing if there is no such file. */
export async function readDeployment(directory: string, chainId: number): Promise<Deployment | undefined> {
  const file = fileOf(directory, chainId);
  if (!existsSync(file)) return undefined;

  try {
    const deployment = JSON.parse(await readFile(file, "utf8")) as Deployment;
    for (const name of ["ImageRegistry", "SiteDirectory"] as const) {
      const { address, codeHash } = deployment.contracts[name];
      if (!isAddress(address) || !isHash(codeHash)) throw new Error(`its ${name} has no address or code hash`);
    }
    return deployment;
  } catch (error) {
    throw new Problem(`${file} does not describe a deployment (${(error as Error).message}): restore it, or move it away and deploy anew.`);
  }
}

/** Whether the chain has this contract, as it was deployed. */
export async function isOnChain(client: PublicClient, { address, codeHash }: DeployedContract): Promise<boolean> {
  const code = await client.getCode({ address });
  return code !== undefined && keccak256(code) === codeHash;
}

/** Writes `<directory>/<chainId>.json` in one step, so that a reader never sees half a file; returns its path. */
export async function writeDeployment(directory: string, deployment: Deployment): Promise<string> {
  const file = fileOf(directory, deployment.chainId);
  const unfinished = `${file}.${process.pid}.tmp`;
  await mkdir(directory, { recursive: true });
  await writeFile(unfinished, `${JSON.stringify(deployment, null, 2)}\n`);
  await rename(unfinished, file);
  return file;
}
