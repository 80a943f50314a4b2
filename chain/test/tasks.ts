/**
 * Our Hardhat commands against Foundry's node, which pretends to be Sepolia.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";

import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { type Address, createPublicClient, createWalletClient, getContract, type Hex, http, isAddressEqual, keccak256, maxUint64, toHex } from "viem";
import { generatePrivateKey, privateKeyToAccount, privateKeyToAddress } from "viem/accounts";
import { sepolia as sepoliaChain } from "viem/chains";

import type { Deployment } from "../scripts/deployment.ts";
import { Anvil } from "./anvil.ts";

const root = join(import.meta.dirname, "..");
const sepolia = 11155111;
const key = generatePrivateKey();
const admin = privateKeyToAddress(key);
const member = privateKeyToAddress(generatePrivateKey());

/** Ends when it holds, and fails when that takes a minute. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 60_000; !(await holds()); await delay(50)) assert.ok(Date.now() < deadline, `not within a minute: ${holds}`);
}

describe("commands", { timeout: 5 * 60_000 }, () => {
  let folder: string;
  let deployments: string;
  let journals: string;
  let configFile: string;
  let node: Anvil;
  let hre: HardhatRuntimeEnvironment;
  let site: Hex;
  const environment = async (network: string) => {
    const { default: config } = await import("../hardhat.config.ts");
    return createHardhatRuntimeEnvironment({ ...config, paths: { ignition: journals } }, { network, config: configFile }, root);
  };
  const run = (task: string[], args: Record<string, unknown> = {}, { tasks } = hre) =>
    tasks.getTask(task).run({ deployments, confirmations: 1, ...args });
  const client = () => createPublicClient({ transport: http(node.url), cacheTime: 0 });
  const read = async () => JSON.parse(await readFile(join(deployments, `${sepolia}.json`), "utf8")) as Deployment;
  const directory = async () => getContract({ ...(await read()).contracts.SiteDirectory, client: client() });

  /** The command as people type it: where CI is set, Hardhat adds a stack to each error. */
  const type = (...words: string[]) => {
    const cli = ["node_modules/hardhat/dist/src/cli.js", "--config", configFile, ...words];
    const child = spawn(process.execPath, cli, { cwd: root, env: { ...process.env, CI: undefined } });
    let output = "";
    child.stdout.on("data", (text) => (output += text));
    child.stderr.on("data", (text) => (output += text));
    return { child, ended: once(child, "close").then(([code]) => ({ code, output })) };
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tasks-"));
    deployments = join(folder, "deployments");
    journals = join(folder, "journals");
    // Ours, but with Ignition's journals elsewhere: those of a real chain are never touched.
    configFile = join(root, "cache", `tasks-${process.pid}.config.ts`);
    const paths = JSON.stringify({ ignition: journals });
    await writeFile(configFile, `import config from "../hardhat.config.ts";\nexport default { ...config, paths: ${paths} };\n`);
    node = await Anvil.start(sepolia);
    await node.call("anvil_setBalance", admin, toHex(10n ** 18n));
  });
  after(async () => {
    await node.stop();
    await rm(folder, { recursive: true });
    await rm(configFile);
  });

  it("the config loads without the variables of Sepolia, and a command that needs one names it", async () => {
    delete process.env.SEPOLIA_RPC_URL;
    delete process.env.SEPOLIA_PRIVATE_KEY;
    hre = await environment("sepolia");

    await assert.rejects(run(["deploy"]), /SEPOLIA_RPC_URL/);

    process.env.SEPOLIA_RPC_URL = node.url;
    await assert.rejects(run(["deploy"]), /SEPOLIA_PRIVATE_KEY/);
    process.env.SEPOLIA_PRIVATE_KEY = key;
  });

  it("deploy refuses a network that is gone when it ends, and says when the node cannot be reached", async () => {
    await assert.rejects(async () => run(["deploy"], {}, await environment("default")), /'default' is forgotten.*--network devnetClient/s);

    process.env.SEPOLIA_RPC_URL = "http://127.0.0.1:9";
    await assert.rejects(async () => run(["deploy"], {}, await environment("sepolia")), /[Cc]annot connect/);
    process.env.SEPOLIA_RPC_URL = node.url;
  });

  it("site says what is missing before there is a deployment", async () => {
    hre = await environment("sepolia");
    await assert.rejects(run(["site", "create"], { label: "north" }), /no .*11155111\.json for chain 11155111: run 'deploy'/);
  });

  it("deploy finishes what it began before it was killed, and sends nothing twice", async () => {
    await node.call("evm_setAutomine", false);
    const killed = type("deploy", "--network", "sepolia", "--deployments", deployments);
    const journal = join(journals, "deployments", `chain-${sepolia}`, "journal.jsonl");
    const sent = async () => (existsSync(journal) ? (await readFile(journal, "utf8")).match(/"TRANSACTION_SEND"/g)?.length : 0);
    await until(async () => (await sent()) === 2 || killed.child.exitCode !== null);
    killed.child.kill("SIGKILL");
    const { code: none, output: begun } = await killed.ended;
    assert.equal(none, null, begun);
    assert.equal(Number(await node.call<Hex>("eth_getTransactionCount", admin, "pending")), 2);
    assert.ok(!existsSync(join(deployments, `${sepolia}.json`)));
    await node.call("evm_setIntervalMining", 1);

    const { code, output } = await type("deploy", "--network", "sepolia", "--deployments", deployments, "--confirmations", "3").ended;

    await node.call("evm_setIntervalMining", 0);
    await node.call("evm_setAutomine", true);
    assert.equal(code, 0, output);
    assert.match(output, /confirmations of each transaction: 3.*ImageRegistry 0x.*SiteDirectory 0x.*wrote .*11155111\.json/s);
    assert.equal(await client().getTransactionCount({ address: admin }), 2);
    const { chainId, contracts } = await read();
    assert.equal(chainId, sepolia);
    for (const { address, codeHash, transactionHash, blockNumber } of Object.values(contracts)) {
      const receipt = await client().getTransactionReceipt({ hash: transactionHash });
      assert.deepEqual([receipt.contractAddress?.toLowerCase(), Number(receipt.blockNumber)], [address.toLowerCase(), blockNumber]);
      assert.equal(keccak256((await client().getCode({ address }))!), codeHash);
    }
  });

  it("deploy once more changes nothing, and without its journal touches no deployment that is on chain", async () => {
    const before = await read();

    assert.deepEqual(await run(["deploy"]), before);
    assert.deepEqual(await read(), before);
    await rename(journals, join(folder, "aside"));
    await assert.rejects(run(["deploy"]), /move that file away/);
    await rename(join(folder, "aside"), journals);
    assert.equal(await client().getTransactionCount({ address: admin }), 2);
  });

  it("deploy tells a journal of another chain, and site a file of one", async () => {
    const other = await Anvil.start(sepolia);
    process.env.SEPOLIA_RPC_URL = other.url;
    const elsewhere = await environment("sepolia");
    try {
      await assert.rejects(run(["deploy"], {}, elsewhere), /does not know transaction 0x.*delete that folder/s);
      await assert.rejects(run(["site", "create"], { label: "north" }, elsewhere), /no SiteDirectory at 0x.*Run 'deploy'/s);
    } finally {
      process.env.SEPOLIA_RPC_URL = node.url;
      await other.stop();
    }
  });

  it("site tells a damaged deployment file", async () => {
    const damaged = join(folder, "damaged");
    await mkdir(damaged);
    for (const text of ["<html>", "{}", JSON.stringify({ contracts: { ImageRegistry: {}, SiteDirectory: {} } })]) {
      await writeFile(join(damaged, `${sepolia}.json`), text);
      await assert.rejects(run(["site", "create"], { label: "north", deployments: damaged }), /does not describe a deployment.*restore it/s);
    }
  });

  it("site create prints the site's id, and keeps the word to itself", async () => {
    const { code, output } = await type(
      ...["site", "create", "north wing", "--network", "sepolia", "--deployments", deployments, "--confirmations", "1"],
    ).ended;

    assert.equal(code, 0, output);
    site = /^site (0x[0-9a-f]{64})$/m.exec(output)?.[1] as Hex;
    const contract = await directory();
    assert.equal(site, await contract.read.siteOf([admin, keccak256(toHex("north wing"))]));
    assert.equal(await contract.read.adminOf([site]), admin);
    await assert.rejects(run(["site", "create"], { label: "north wing" }), /SiteExists: .* created the site of label 'north wing' before\. Use it, 0x/);
  });

  it("site grant gives a role from the asked time until it is ended", async () => {
    const contract = await directory();
    const { timestamp } = await client().getBlock();

    const [open] = await run(["site", "grant"], { site, member, role: "uploader" });
    assert.ok(open.validFrom >= timestamp + 60n && open.validUntil === maxUint64, `${open.validFrom} after ${timestamp}`);
    const [term] = await run(["site", "grant"], { site, member, role: "device", validFrom: "2099-01-01", validUntil: "2099-02-01T00:00:00Z" });
    assert.deepEqual(term, { validFrom: 4_070_908_800n, validUntil: 4_073_587_200n });

    const [ended] = await run(["site", "end"], { site, member, role: "device", validUntil: "2099-01-15" });
    assert.deepEqual(ended, { validFrom: 4_070_908_800n, validUntil: 4_072_118_400n });
    assert.equal(await contract.read.speaksFor([site, member, 2, 4_072_118_399n]), true);
    assert.equal(await contract.read.speaksFor([site, member, 2, 4_072_118_400n]), false);
    assert.deepEqual(await run(["site", "end"], { site, member, role: "device", validUntil: "2098-12-31" }), []);
  });

  it("a refusal says what was refused and what to do", async () => {
    const unknown = keccak256(toHex("nowhere"));
    const [stranger] = await node.call<Address[]>("eth_accounts");
    const foreign = await (await directory()).read.siteOf([stranger, keccak256(toHex("south"))]);
    const { address } = (await read()).contracts.SiteDirectory;
    const createSouth = `0x${keccak256(toHex("createSite(bytes32)")).slice(2, 10)}${keccak256(toHex("south")).slice(2)}`;
    await node.call("eth_sendTransaction", { from: stranger, to: address, data: createSouth });
    const grant = { site, member, role: "uploader" };

    await assert.rejects(run(["site", "grant"], { ...grant, site: unknown }), /NotAdmin: chain 11155111 has no site 0x/);
    await assert.rejects(run(["site", "grant"], { ...grant, site: foreign }), /NotAdmin: .* is not the admin of site .* is: name it with --account/);
    await assert.rejects(run(["site", "end"], { ...grant, site: foreign }), /NotAdmin: .* is not the admin/);
    await assert.rejects(run(["site", "grant"], grant), /InvalidTerm: .*overlaps the member's latest one \(from .* to no end\)/);
    await assert.rejects(run(["site", "grant"], { ...grant, role: "device", validFrom: "2020-01-01" }), /InvalidTerm: a term from 2020-01-01T00:00:00Z/);
    await assert.rejects(run(["site", "end"], { ...grant, role: "pathologist" }), /InvalidEnd: .* never was pathologist/);
    await assert.rejects(run(["site", "end"], { ...grant, validUntil: "2020-01-01" }), /InvalidEnd: 2020-01-01T00:00:00Z is past/);
  });

  it("a refusal that comes only with the block is told as well", async () => {
    await node.call("evm_setAutomine", false);
    const granted = assert.rejects(run(["site", "grant"], { site, member, role: "pathologist", validFrom: "+2" }), /InvalidTerm/);
    await Promise.race([granted, until(async () => Number((await node.call<{ pending: Hex }>("txpool_status")).pending) === 1)]);
    await delay(3_000);
    await node.call("evm_mine");
    await node.call("evm_setAutomine", true);

    await granted;
  });

  it("a transaction that another one took the nonce of is no success, unless it does the same", async () => {
    const wallet = createWalletClient({ account: privateKeyToAccount(key), chain: sepoliaChain, transport: http(node.url) });
    const { address } = (await read()).contracts.SiteDirectory;
    const speaks = async () => (await directory()).read.speaksFor([site, member, 0, maxUint64 - 1n]);
    const createEast = `0x${keccak256(toHex("createSite(bytes32)")).slice(2, 10)}${keccak256(toHex("east")).slice(2)}` as Hex;
    const end = { site, member, role: "uploader", validUntil: "2099-01-01" };
    const pending = async () => {
      const { transactions } = await client().getBlock({ blockTag: "pending", includeTransactions: true });
      return transactions.find(({ from }) => isAddressEqual(from, admin));
    };
    /** Ends as the command does, after the transaction that it sent was replaced by one to there with that data, and that was mined. */
    const replaced = async (command: Promise<unknown>, to: Address, data: (sent: Hex) => Hex) => {
      const outcome = Promise.allSettled([command]);
      await until(async () => (await pending()) !== undefined);
      await delay(1_000); // the command sees it pending
      const { nonce, input, maxFeePerGas } = (await pending())!;
      const fees = { maxFeePerGas: maxFeePerGas! * 2n, maxPriorityFeePerGas: maxFeePerGas! * 2n };
      await wallet.sendTransaction({ to, nonce, data: data(input), gas: 200_000n, ...fees });
      await node.call("evm_mine");
      const [settled] = await outcome;
      if (settled.status === "rejected") throw settled.reason;
    };
    await node.call("evm_setAutomine", false);

    await assert.rejects(replaced(run(["site", "end"], end), admin, () => "0x"), /0x.* was cancelled: 0x.* took its nonce in block/);
    assert.equal(await speaks(), true);
    await assert.rejects(replaced(run(["site", "create"], { label: "west" }), address, () => createEast), /0x.* was replaced: 0x.* took its nonce/);
    await replaced(run(["site", "end"], end), address, (sent) => sent);

    assert.equal(await speaks(), false);
    await node.call("evm_setAutomine", true);
  });

  it("values that mean nothing are named before anything is sent", async () => {
    const grant = { site, member, role: "uploader" };
    const wrongCase = `0x${member.slice(2).toLowerCase().replace(/[a-f]/, (letter) => letter.toUpperCase())}`;
    const refused: [Record<string, unknown>, RegExp][] = [
      [{ site: "north" }, /Site 'north' is not 0x and 64 hex digits/],
      [{ member: "0x12" }, /Member '0x12' is not 0x and 40 hex digits/],
      [{ member: wrongCase }, /has a letter in the wrong case \(EIP-55\)/],
      [{ role: "nurse" }, /Role 'nurse' is none of uploader, pathologist, device/],
      [{ validFrom: "tomorrow" }, /--valid-from 'tomorrow' is no time/],
      [{ validFrom: "2099-01-01T08:00" }, /--valid-from '2099-01-01T08:00' is no time/],
      [{ validUntil: "2099-13-01" }, /--valid-until '2099-13-01' is no time/],
      [{ validUntil: "2099-02-29" }, /--valid-until '2099-02-29' is no time/],
      [{ validFrom: "2099-04-31T08:00:00Z" }, /--valid-from '2099-04-31T08:00:00Z' is no time/],
      [{ account: member }, /does not sign for 0x.*; it does for 0x/],
      [{ confirmations: -1 }, /--confirmations -1 is less than 0/],
    ];
    const before = await client().getTransactionCount({ address: admin });

    for (const [wrong, message] of refused) await assert.rejects(run(["site", "grant"], { ...grant, ...wrong }), message);
    await assert.rejects(run(["site", "create"], { label: " " }), /Label ' ' is empty/);
    const { code, output } = await type("site", "grant", site, "0x12", "uploader", "--network", "sepolia").ended;

    assert.equal(code, 1);
    assert.match(output, /Member '0x12' is not 0x and 40 hex digits/);
    assert.doesNotMatch(output, /\n +at /, "a stack is no help");
    assert.equal(await client().getTransactionCount({ address: admin }), before);
  });
});
