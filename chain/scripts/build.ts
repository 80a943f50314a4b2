import { join } from "node:path";

import { MultiProcessMutex } from "@nomicfoundation/hardhat-utils/synchronization";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

/** Compiles the contracts. Hardhat's build does not expect another one beside it, and tests start several programs at once. */
export async function build(hre: HardhatRuntimeEnvironment): Promise<void> {
  const building = new MultiProcessMutex(join(hre.config.paths.cache, "build.lock"), 5 * 60_000);
  await building.use(() => hre.tasks.getTask("build").run({ quiet: true, noTests: true }));
}
