import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

export default buildModule("ImageRegistryModule", (m) => ({
  registry: m.contract("ImageRegistry"),
}));
