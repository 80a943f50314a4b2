/**
 * A development chain with the contracts on it, until SIGTERM or SIGINT. It mines each transaction at once and forgets everything when it ends.
 *
 *   node scripts/devnet.ts --port 8545 --deployments deployments      (from the folder chain/)
 */
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { parseArgs } from "node:util";

import hre from "hardhat";

import { build } from "./build.ts";
import { deploy, journalOf, writeDeployment } from "./deployment.ts";

process.on("uncaughtException", (error: NodeJS.ErrnoException) => {
  const fix = error.code === "EADDRINUSE" ? "; end the program that uses it or choose another --port" : "";
  console.error(`devnet: ${error.message}${fix}`);
  process.exit(1);
});
process.on("SIGINT", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8545" },
    deployments: { type: "string", default: "deployments" },
  },
});

console.log("compiling the contracts");
await build(hre);

console.log("starting the chain");
const server = await hre.network.createServer("devnet", "127.0.0.1", Number(values.port));
const { address, port } = await server.listen();
const url = `http://${address}:${port}`;

console.log("deploying the contracts");
const connection = await hre.network.create({ network: "devnetClient", chainType: "l1", override: { url } });
// The chain is new each time, so there is never a deployment to resume: its journal goes.
const deploymentId = `devnet-${randomUUID()}`;
// It mines at once; waiting a second between looks would only slow its start.
const deployment = await deploy(hre, connection, deploymentId, { requiredConfirmations: 1, blockPollingInterval: 50 });
await rm(journalOf(hre, deploymentId), { recursive: true });
console.log(`wrote ${await writeDeployment(values.deployments, deployment)}`);

console.log(`devnet ready ${url} chain ${deployment.chainId} registry ${deployment.contracts.ImageRegistry.address}`);
