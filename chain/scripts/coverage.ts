/**
 * What the Solidity tests reach of our contracts, as Foundry counts it; ends with 1 below 100 %.
 *
 *   node scripts/coverage.ts      (from the folder chain/)
 */
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { foundry } from "./foundry.ts";
import { coverageOf, type Coverage, percent } from "./lcov.ts";

const root = join(import.meta.dirname, "..");
const report = join(root, "coverage", "lcov.info");

/** The contracts that are deployed: no interfaces, libraries or tests. */
async function contracts(): Promise<string[]> {
  const sources = (await readdir(join(root, "contracts"))).filter((name) => name.endsWith(".sol") && !name.endsWith(".t.sol"));
  const texts = await Promise.all(sources.map((name) => readFile(join(root, "contracts", name), "utf8")));
  return sources.filter((_, i) => /^contract /m.test(texts[i])).map((name) => `contracts/${name}`);
}

async function measure(): Promise<Map<string, Coverage>> {
  await mkdir(join(root, "coverage"), { recursive: true });
  const options = ["coverage", "--report", "lcov", "--report-file", report, "--use", join(root, "scripts", "solc.cjs")];
  try {
    await promisify(execFile)(foundry("forge"), options, { cwd: root, maxBuffer: 2 ** 26 });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`forge coverage failed; its tests and messages follow.\n${stdout ?? ""}${stderr ?? error}`);
  }
  return coverageOf(await readFile(report, "utf8"));
}

const measured = await measure();
let full = true;
console.log("| Contract | Lines | Branches | Functions |\n|---|---|---|---|");
for (const path of await contracts()) {
  const coverage = measured.get(path);
  if (!coverage) throw new Error(`Forge's report ${report} says nothing of ${path}.`);
  console.log(`| ${path} | ${[coverage.lines, coverage.branches, coverage.functions].map(percent).join(" | ")} |`);
  for (const missed of coverage.missed) console.log(`${path}:${missed}`);
  full &&= coverage.missed.length === 0;
}
if (!full) {
  console.error("coverage: the lines and branches above are not reached by any Solidity test.");
  process.exitCode = 1;
}
