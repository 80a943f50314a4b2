import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import ImageRegistryModule from "./ImageRegistry.ts";
import SiteDirectoryModule from "./SiteDirectory.ts";

/** All contracts, which do not know each other. */
export default buildModule("PathoChainModule", (m) => ({
  ...m.useModule(ImageRegistryModule),
  ...m.useModule(SiteDirectoryModule),
}));
