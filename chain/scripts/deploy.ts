/**
 * Deploys the contracts to a new development chain that somebody else runs and that mines each transaction at once, such as Foundry's anvil.
 *
 *   node scripts/deploy.ts --url http://127.0.0.1:8545 --deployments deployments      (from the folder chain/)
 */
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { parseArgs } from "node:util";

import hre from "hardhat";

import { build } from "./build.ts";
import { deploy, journalOf, writeDeployment } from "./deployment.ts";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:8545" },
    deployments: { type: "string", default: "deployments" },
  },
});

await build(hre);
const connection = await hre.network.create({ network: "devnetClient", chainType: "l1", override: { url: values.url } });
// The chain is new, so there is never a deployment to resume: its journal goes.
const deploymentId = `development-${randomUUID()}`;
const deployment = await deploy(hre, connection, deploymentId, { requiredConfirmations: 1, blockPollingInterval: 50 });
await rm(journalOf(hre, deploymentId), { recursive: true });
console.log(`wrote ${await writeDeployment(values.deployments, deployment)}`);
