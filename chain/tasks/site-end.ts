import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { notAdmin, openDirectory, send, type SendOptions } from "./directory.ts";
import { addressFrom, roleFrom, siteFrom, timeFrom, timeText } from "./values.ts";

interface Args extends SendOptions {
  site: string;
  member: string;
  role: string;
  validUntil: string;
}

/** Ends the latest term and returns the member's terms in that role. */
export default async function (args: Args, hre: HardhatRuntimeEnvironment) {
  const [site, member, role] = [siteFrom(args.site), addressFrom(args.member, "Member"), roleFrom(args.role)];
  const directory = await openDirectory(args, hre);
  const { contract, sender, now } = directory;
  const until = timeFrom(args.validUntil, "valid-until", now);
  const latest = (await contract.read.termsOf([site, member, role])).at(-1);

  const { blockNumber } = await send(
    directory,
    {
      simulate: () => contract.simulate.end([site, member, role, until], { account: sender }),
      write: () => contract.write.end([site, member, role, until], { account: sender }),
    },
    {
      NotAdmin: await notAdmin(directory, site),
      InvalidEnd: latest
        ? `${timeText(until)} is past (it is ${timeText(now)}), or not before the end of the latest term ` +
          `(from ${timeText(latest.validFrom)} to ${timeText(latest.validUntil)}). Choose another --valid-until.`
        : `${member} never was ${args.role} of ${site}. Check the member and the role.`,
    },
  );

  const calledOff = latest !== undefined && until <= latest.validFrom ? ", so its latest term never begins" : "";
  console.log(`ended in block ${blockNumber}: ${member} is ${args.role} of ${site} until ${timeText(until)}${calledOff}`);
  return contract.read.termsOf([site, member, role]);
}
