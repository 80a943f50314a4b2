import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { notAdmin, openDirectory, send, type SendOptions } from "./directory.ts";
import { addressFrom, endFrom, roleFrom, siteFrom, timeFrom, timeText } from "./values.ts";

interface Args extends SendOptions {
  site: string;
  member: string;
  role: string;
  validFrom: string;
  validUntil: string;
}

/** Grants a role and returns the member's terms in it. */
export default async function (args: Args, hre: HardhatRuntimeEnvironment) {
  const [site, member, role] = [siteFrom(args.site), addressFrom(args.member, "Member"), roleFrom(args.role)];
  const directory = await openDirectory(args, hre);
  const { contract, sender, now } = directory;
  const [from, until] = [timeFrom(args.validFrom, "valid-from", now), endFrom(args.validUntil, "valid-until", now)];
  const term = `from ${timeText(from)} to ${timeText(until)}`;
  const latest = (await contract.read.termsOf([site, member, role])).at(-1);

  const { blockNumber } = await send(
    directory,
    {
      simulate: () => contract.simulate.grant([site, member, role, from, until], { account: sender }),
      write: () => contract.write.grant([site, member, role, from, until], { account: sender }),
    },
    {
      NotAdmin: await notAdmin(directory, site),
      InvalidTerm:
        `a term ${term} is empty, begins in the past (it is ${timeText(now)}), or overlaps the member's latest one ` +
        `(${latest ? `from ${timeText(latest.validFrom)} to ${timeText(latest.validUntil)}` : "there is none"}). ` +
        "Choose another --valid-from or --valid-until, or end the latest term first.",
    },
  );

  console.log(`granted in block ${blockNumber}: ${member} is ${args.role} of ${site} ${term}`);
  return contract.read.termsOf([site, member, role]);
}
