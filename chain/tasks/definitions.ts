import { emptyTask, task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

const times = "Unix seconds, a date such as 2026-12-01 or 2026-12-01T08:00:00Z, or +seconds from now";
const deployments = {
  name: "deployments",
  description: "Folder of the files <chainId>.json that say where the contracts are, from where the command runs.",
  type: ArgumentType.FILE,
  defaultValue: "deployments",
} as const;
const confirmations = {
  name: "confirmations",
  description: "Blocks to wait for, with the transaction's own; 0 means 1 on chain 31337 and 12 elsewhere.",
  type: ArgumentType.INT,
  defaultValue: 0,
} as const;
const account = {
  name: "account",
  description: "Who sends: an address that the network signs for; by default its first one.",
  type: ArgumentType.STRING_WITHOUT_DEFAULT,
  defaultValue: undefined,
} as const;
const label = {
  name: "label",
  description: "Any word by which you tell your sites apart. The chain sees no more of it than its Keccak-256; 32 bytes of hex are taken as they are.",
} as const;
const site = { name: "site", description: "The site's id, as 'site create' printed it." } as const;
const member = { name: "member", description: "Address of the account." } as const;
const role = { name: "role", description: "uploader, pathologist or device." } as const;
const validFrom = {
  name: "validFrom",
  description: `When the term begins: ${times}. It must not be past when the transaction is mined.`,
  defaultValue: "+60",
} as const;
const validUntil = { name: "validUntil", description: `When the term ends: ${times}, or never.`, defaultValue: "never" } as const;
const validUntilSoon = {
  name: "validUntil",
  description: `When the term ends: ${times}. It must not be past when the transaction is mined.`,
  defaultValue: "+60",
} as const;

/** Our commands; `--network` says on which chain, and each has `--help`. */
export const tasks = [
  task("deploy", "Deploy the contracts, or finish a deployment that was interrupted, and write deployments/<chainId>.json")
    .addOption(deployments)
    .addOption(confirmations)
    .setAction(() => import("./deploy.ts"))
    .build(),
  emptyTask("site", "Create a site and say who speaks for it").build(),
  task(["site", "create"], "Create a site with the sender as its admin, and print its id")
    .addPositionalArgument(label)
    .addOption(account)
    .addOption(deployments)
    .addOption(confirmations)
    .setAction(() => import("./site-create.ts"))
    .build(),
  task(["site", "grant"], "Give a member a role for a time; only the site's admin can")
    .addPositionalArgument(site)
    .addPositionalArgument(member)
    .addPositionalArgument(role)
    .addOption(validFrom)
    .addOption(validUntil)
    .addOption(account)
    .addOption(deployments)
    .addOption(confirmations)
    .setAction(() => import("./site-grant.ts"))
    .build(),
  task(["site", "end"], "End a member's latest term in a role; only the site's admin can")
    .addPositionalArgument(site)
    .addPositionalArgument(member)
    .addPositionalArgument(role)
    .addOption(validUntilSoon)
    .addOption(account)
    .addOption(deployments)
    .addOption(confirmations)
    .setAction(() => import("./site-end.ts"))
    .build(),
];
