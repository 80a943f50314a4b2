import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";

import { createPublicClient, getAddress, http, keccak256, toEventSelector } from "viem";

import type { Deployment } from "../scripts/deployment.ts";

const root = join(import.meta.dirname, "..");

describe("devnet", () => {
  let deployments: string;
  before(async () => {
    deployments = await mkdtemp(join(tmpdir(), "devnet-"));
  });
  after(() => rm(deployments, { recursive: true }));

  it("says when it is ready, describes what it deployed, and ends on SIGTERM", async () => {
    const devnet = spawn(process.execPath, ["scripts/devnet.ts", "--port", "0", "--deployments", deployments], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines: string[] = [];
    for await (const line of createInterface(devnet.stdout)) {
      lines.push(line);
      if (line.startsWith("devnet ready")) break;
    }
    const ready = /^devnet ready (?<url>http:\/\/127\.0\.0\.1:\d+) chain 31337 registry (?<address>0x[0-9a-fA-F]{40})$/;
    const { url, address } = ready.exec(lines.at(-1) ?? "")?.groups ?? assert.fail(lines.join("\n"));

    const deployment = JSON.parse(await readFile(join(deployments, "31337.json"), "utf8")) as Deployment;
    const { ImageRegistry: registry, SiteDirectory: directory } = deployment.contracts;
    const client = createPublicClient({ transport: http(url) });
    assert.equal(deployment.chainId, await client.getChainId());
    assert.equal(registry.address, address);
    assert.equal(registry.topics.Registered, toEventSelector("Registered(bytes32,address)"));
    assert.equal(directory.topics.SiteCreated, toEventSelector("SiteCreated(bytes32,address)"));
    for (const contract of [registry, directory]) {
      assert.equal(contract.codeHash, keccak256((await client.getCode({ address: contract.address }))!));
      const receipt = await client.getTransactionReceipt({ hash: contract.transactionHash });
      assert.equal(receipt.blockNumber, BigInt(contract.blockNumber));
      assert.equal(getAddress(receipt.contractAddress!), contract.address);
    }

    devnet.kill("SIGTERM");
    const [code] = await once(devnet, "exit");
    assert.equal(code, 0);
  });
});
