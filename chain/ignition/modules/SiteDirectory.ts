import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

export default buildModule("SiteDirectoryModule", (m) => ({
  directory: m.contract("SiteDirectory"),
}));
