/**
 * Gas of our contracts beside that of the Ethereum Attestation Service, on one simulated chain, as Markdown.
 *
 *   node bench/gas.ts      (from the folder chain/)
 */
import hre from "hardhat";

import { type Call, type Connection, deployContracts, directoryCalls, gasOf, registryCalls } from "./calls.ts";
import { deployEas, easCalls } from "./eas.ts";

await hre.tasks.getTask("build").run({ quiet: true, noTests: true });

const number = (value: number) => Math.round(value).toLocaleString("en");
const row = (...cells: string[]) => console.log(`| ${cells.join(" | ")} |`);

/** Each call is measured on contracts of its own. */
async function measure<ContractsT extends { connection: Connection }>(
  call: Call<ContractsT>,
  deploy: (connection: Connection) => Promise<ContractsT>,
) {
  const gas = await gasOf(call, await deploy(await hre.network.create({ network: "default", chainType: "l1" })));
  return { ...call, gas, each: gas / call.items };
}

const ours = await Promise.all([...registryCalls, ...directoryCalls].map((call) => measure(call, deployContracts)));
row("Call", "Items", "Gas", "Each", "Limit of each");
console.log("|---|---|---|---|---|");
for (const { call, items, gas, each, atMost } of ours) row(call, number(items), number(gas), number(each), number(atMost));

/** Which of our calls does for an image what each of EAS does. */
const pairs: [call: string, items: number, eas: keyof typeof easCalls][] = [
  ["register", 1, "attest"],
  ["registerFor", 1, "attest"],
  ["registerBatch", 10, "multiAttest"],
  ["attest, first", 1, "attest"],
  ["revoke", 1, "revoke"],
  ["register", 1, "timestamp"],
  ["registerBatch", 10, "multiTimestamp"],
  ["anchor", 128, "timestampRoot"],
];

console.log();
row("Ours", "Gas per image", "EAS", "Gas per image", "EAS / ours");
console.log("|---|---|---|---|---|");
for (const [name, items, eas] of pairs) {
  const our = ours.find((measured) => measured.call === name && measured.items === items)!;
  const theirs = await measure(easCalls[eas], deployEas);
  row(`${name}, ${items}`, number(our.each), `${theirs.call}, ${theirs.items}`, number(theirs.each), (theirs.each / our.each).toFixed(2));
}
