import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { openDirectory, send, type SendOptions } from "./directory.ts";
import { labelFrom } from "./values.ts";

/** Creates a site and returns its id. */
export default async function (args: SendOptions & { label: string }, hre: HardhatRuntimeEnvironment) {
  const label = labelFrom(args.label);
  const directory = await openDirectory(args, hre);
  const { contract, sender, chainId } = directory;
  const site = await contract.read.siteOf([sender, label]);

  const { blockNumber } = await send(
    directory,
    {
      simulate: () => contract.simulate.createSite([label], { account: sender }),
      write: () => contract.write.createSite([label], { account: sender }),
    },
    { SiteExists: `${sender} created the site of label '${args.label}' before. Use it, ${site}, or choose another label.` },
  );

  console.log(`created in block ${blockNumber} of chain ${chainId}; its admin is ${sender}`);
  console.log(`site ${site}`);
  return site;
}
