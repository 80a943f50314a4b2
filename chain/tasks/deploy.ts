import { existsSync } from "node:fs";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { getAddress } from "viem";

import { build } from "../scripts/build.ts";
import { deploy, isOnChain, journalOf, readDeployment, writeDeployment } from "../scripts/deployment.ts";
import { Problem } from "../scripts/problem.ts";
import { confirmationsFrom, connect } from "./network.ts";

/** Deploys to a chain once: after an interruption it finishes, and after that it changes nothing. */
export default async function (args: { deployments: string; confirmations: number }, hre: HardhatRuntimeEnvironment) {
  const { connection, client, chainId } = await connect(hre);
  const confirmations = confirmationsFrom(args.confirmations, chainId);
  const deploymentId = `chain-${chainId}`;
  const former = await readDeployment(args.deployments, chainId);
  if (former && !existsSync(journalOf(hre, deploymentId)) && (await isOnChain(client, former.contracts.ImageRegistry))) {
    throw new Problem(
      `Chain ${chainId} has the contracts that ${args.deployments}/${chainId}.json describes. To deploy others all the same, move that file away.`,
    );
  }
  const [sender] = await connection.viem.getWalletClients();
  if (!sender) throw new Problem(`Network '${connection.networkName}' signs for no account: name one in hardhat.config.ts.`);

  await build(hre);
  console.log(`deploying to chain ${chainId} from ${getAddress(sender.account.address)}; confirmations of each transaction: ${confirmations}`);
  const deployment = await deploy(hre, connection, deploymentId, {
    requiredConfirmations: confirmations,
    blockPollingInterval: chainId === 31337 ? 100 : 1_000,
  });
  for (const [name, { address, blockNumber, transactionHash }] of Object.entries(deployment.contracts)) {
    console.log(`${name} ${address} since block ${blockNumber}, transaction ${transactionHash}`);
  }
  console.log(`wrote ${await writeDeployment(args.deployments, deployment)}`);
  return deployment;
}
