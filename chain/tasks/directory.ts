import type { ContractReturnType } from "@nomicfoundation/hardhat-viem/types";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import {
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  getAddress,
  type Hex,
  isAddressEqual,
  type ReplacementReason,
  type TransactionReceipt,
  zeroAddress,
} from "viem";

import { build } from "../scripts/build.ts";
import { isOnChain, readDeployment } from "../scripts/deployment.ts";
import { Problem } from "../scripts/problem.ts";
import { confirmationsFrom, connect, type Network } from "./network.ts";
import { addressFrom } from "./values.ts";

/** Options of each command that writes to the directory. */
export interface SendOptions {
  account?: string;
  deployments: string;
  confirmations: number;
}

export interface Directory extends Network {
  contract: ContractReturnType<"SiteDirectory">;
  sender: Address;
  confirmations: number;
  /** Unix seconds. */
  now: bigint;
}

/** @throws when the chain does not have the directory, or the network does not sign for the account */
export async function openDirectory(options: SendOptions, hre: HardhatRuntimeEnvironment): Promise<Directory> {
  const network = await connect(hre);
  const { connection, client, chainId } = network;
  const confirmations = confirmationsFrom(options.confirmations, chainId);
  const file = `${options.deployments}/${chainId}.json`;
  const deployed = (await readDeployment(options.deployments, chainId))?.contracts.SiteDirectory;
  if (!deployed) {
    throw new Problem(`There is no ${file} for chain ${chainId}: run 'deploy' first, or name its folder with --deployments.`);
  }
  if (!(await isOnChain(client, deployed))) {
    throw new Problem(
      `Chain ${chainId} has no SiteDirectory at ${deployed.address}, where ${file} says: it was reset, or is another one. ` +
        "Run 'deploy', or choose another --network.",
    );
  }

  const accounts = (await connection.viem.getWalletClients()).map(({ account }) => getAddress(account.address));
  const wanted = options.account === undefined ? accounts[0] : addressFrom(options.account, "Account");
  const sender = accounts.find((account) => isAddressEqual(account, wanted));
  if (!sender) {
    const others = accounts.join(", ") || "none";
    throw new Problem(`Network '${connection.networkName}' does not sign for ${wanted ?? "any account"}; it does for ${others}.`);
  }

  await build(hre);
  const contract = await connection.viem.getContractAt("SiteDirectory", deployed.address);
  // The newest block of an idle chain is old, and the chain's clock may be ahead of ours.
  const { timestamp } = await client.getBlock();
  const clock = BigInt(Math.floor(Date.now() / 1_000));
  return { ...network, contract, sender, confirmations, now: timestamp > clock ? timestamp : clock };
}

/**
 * Sends what the contract accepts now, and waits for its confirmations.
 * @param fixes what to do about each of the contract's errors, by its name
 * @throws when the contract refuses, now or in the transaction's block, or a transaction that does something else took this one's nonce
 */
export async function send(
  { client, confirmations }: Directory,
  call: { simulate: () => Promise<unknown>; write: () => Promise<Hex> },
  fixes: Record<string, string>,
): Promise<TransactionReceipt> {
  await explained(call.simulate(), fixes);
  const hash = await call.write();
  console.log(`sent ${hash}; confirmations to wait for: ${confirmations}`);
  let replacement = "repriced" as ReplacementReason;
  const onReplaced = ({ reason }: { reason: ReplacementReason }) => (replacement = reason);
  const receipt = await client.waitForTransactionReceipt({ hash, confirmations, timeout: 0, onReplaced });
  if (replacement !== "repriced") {
    throw new Problem(
      `Transaction ${hash} was ${replacement}: ${receipt.transactionHash} took its nonce in block ${receipt.blockNumber}, so this command changed nothing. ` +
        "Run it again if that was not meant.",
    );
  }
  if (receipt.status === "success") return receipt;

  await explained(call.simulate(), fixes);
  throw new Problem(`Transaction ${receipt.transactionHash} was refused in block ${receipt.blockNumber}, but would be accepted now: try again.`);
}

async function explained(simulation: Promise<unknown>, fixes: Record<string, string>): Promise<void> {
  try {
    await simulation;
  } catch (error) {
    const reverted = error instanceof BaseError ? error.walk((cause) => cause instanceof ContractFunctionRevertedError) : null;
    const name = reverted instanceof ContractFunctionRevertedError ? reverted.data?.errorName : undefined;
    if (name === undefined || !(name in fixes)) throw error;
    throw new Problem(`The directory refuses with ${name}: ${fixes[name]}`, error as Error);
  }
}

/** What to do when the sender is not the site's admin. */
export async function notAdmin({ contract, sender, chainId }: Directory, site: Hex): Promise<string> {
  const admin = await contract.read.adminOf([site]);
  return admin === zeroAddress
    ? `chain ${chainId} has no site ${site}; take the id that 'site create' printed.`
    : `${sender} is not the admin of site ${site}. ${admin} is: name it with --account.`;
}
