import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";
import type { PublicClient } from "viem";

import { Problem } from "../scripts/problem.ts";

export interface Network {
  connection: NetworkConnection<"l1">;
  client: PublicClient;
  chainId: number;
}

/**
 * Connects to the chain that `--network` names.
 * @throws when that is a simulated one, of which nothing is left when the command ends
 */
export async function connect(hre: HardhatRuntimeEnvironment): Promise<Network> {
  const network = hre.globalOptions.network ?? "default";
  if (hre.config.networks[network]?.type === "edr-simulated") {
    throw new Problem(
      `Network '${network}' is forgotten when the command ends: choose that of a node, such as --network devnetClient or --network sepolia.`,
    );
  }
  const connection = await hre.network.create({ network, chainType: "l1" });
  const client = await connection.viem.getPublicClient();
  return { connection, client, chainId: await client.getChainId() };
}

/** @throws when it is less than 0 */
export function confirmationsFrom(asked: number, chainId: number): number {
  if (asked < 0) throw new Problem(`--confirmations ${asked} is less than 0: 1 is as soon as the transaction is in a block.`);
  if (asked > 0) return asked;
  return chainId === 31337 ? 1 : 12;
}
