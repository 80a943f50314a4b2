import { fileURLToPath } from "node:url";

import hardhatIgnitionViem from "@nomicfoundation/hardhat-ignition-viem";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatNodeTestRunner from "@nomicfoundation/hardhat-node-test-runner";
import hardhatViem from "@nomicfoundation/hardhat-viem";
import hardhatViemAssertions from "@nomicfoundation/hardhat-viem-assertions";
import { configVariable, defineConfig } from "hardhat/config";

import { tasks } from "./tasks/definitions.ts";

export default defineConfig({
  plugins: [hardhatIgnitionViem, hardhatNetworkHelpers, hardhatNodeTestRunner, hardhatViem, hardhatViemAssertions],
  tasks,
  solidity: {
    version: "0.8.37",
    // The compiler from npm: Hardhat would download one.
    path: fileURLToPath(import.meta.resolve("solc/soljson.js")),
    settings: { evmVersion: "cancun", optimizer: { enabled: true, runs: 1_000_000 } },
  },
  test: {
    solidity: {
      fuzz: { runs: 5_000, seed: "0x7061746870617468" },
      // Sequences of 100 calls each.
      invariant: { runs: Number(process.env.SEQUENCES ?? 50), depth: 100, failOnRevert: true },
    },
  },
  networks: {
    devnet: { type: "edr-simulated", chainType: "l1", chainId: 31337 },
    devnetClient: { type: "http", chainType: "l1", chainId: 31337, url: "http://127.0.0.1:8545" },
    // Both variables are read from the environment, and only when the network is used.
    sepolia: {
      type: "http",
      chainType: "l1",
      chainId: 11155111,
      url: configVariable("SEPOLIA_RPC_URL"),
      accounts: [configVariable("SEPOLIA_PRIVATE_KEY")],
    },
  },
});
