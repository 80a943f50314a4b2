import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { NetworkConnection } from "hardhat/types/network";
import { type Abi, type Address, encodeEventTopics, getAddress, type Hex, isAddressEqual, keccak256 } from "viem";

import ImageRegistryModule from "../ignition/modules/ImageRegistry.ts";

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
  contracts: { ImageRegistry: DeployedContract };
}

/**
 * Deploys the registry with Ignition to a chain that mines each transaction at once.
 * @param deploymentId name of Ignition's journal, from which it would resume
 * @throws when the newest block does not hold the deployment: something else was mined meanwhile
 */
export async function deploy(connection: NetworkConnection<"l1">, deploymentId: string): Promise<Deployment> {
  const client = await connection.viem.getPublicClient();
  const { registry } = await connection.ignition.deploy(ImageRegistryModule, { deploymentId });

  const block = await client.getBlock();
  const receipt = await client.getTransactionReceipt({ hash: block.transactions[0] });
  if (!receipt.contractAddress || !isAddressEqual(receipt.contractAddress, registry.address)) {
    throw new Error(`Block ${block.number} does not hold the deployment of ${registry.address}.`);
  }

  const code = await client.getCode({ address: registry.address });
  return {
    chainId: await client.getChainId(),
    contracts: {
      ImageRegistry: {
        address: getAddress(registry.address),
        blockNumber: Number(block.number),
        transactionHash: receipt.transactionHash,
        codeHash: keccak256(code!),
        topics: { Registered: encodeEventTopics({ abi: registry.abi, eventName: "Registered" })[0] },
        abi: registry.abi,
      },
    },
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
