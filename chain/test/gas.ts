import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { network } from "hardhat";

import { deployContracts, directoryCalls, gasOf, registryCalls } from "../bench/calls.ts";

const connection = await network.create({ network: "default", chainType: "l1" });
const deploy = () => deployContracts(connection);

for (const [contract, calls] of Object.entries({ ImageRegistry: registryCalls, SiteDirectory: directoryCalls })) {
  describe(`gas of the ${contract}`, () => {
    for (const { call, items, atMost, send } of calls) {
      it(`${call} of ${items} costs at most ${atMost} each`, async () => {
        const gas = await gasOf({ call, items, atMost, send }, await connection.networkHelpers.loadFixture(deploy));

        console.log(`      | ${call} | ${items} | ${gas} | ${(gas / items).toFixed(0)} |`);
        assert.ok(gas / items <= atMost, `${call} used ${gas} gas for ${items}`);
      });
    }
  });
}
