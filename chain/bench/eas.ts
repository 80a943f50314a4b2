/**
 * The Ethereum Attestation Service as its npm package ships it, compiled: https://github.com/ethereum-attestation-service/eas-contracts
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { type Abi, type Address, encodeAbiParameters, type Hex, zeroAddress, zeroHash } from "viem";

import { digestsOf } from "../test/digests.ts";
import type { Call, Connection } from "./calls.ts";

export interface Eas {
  connection: Connection;
  /** One digest and no resolver. */
  schema: Hex;
  write: (functionName: string, args: unknown[]) => Promise<Hex>;
  /** UIDs of the attestations made by a transaction. */
  uidsOf: (hash: Hex) => Promise<Hex[]>;
}

async function artifact(name: string): Promise<{ abi: Abi; bytecode: Hex }> {
  const file = import.meta.resolve(`@ethereum-attestation-service/eas-contracts/artifacts/contracts/${name}.sol/${name}.json`);
  return JSON.parse(await readFile(fileURLToPath(file), "utf8"));
}

export async function deployEas(connection: Connection): Promise<Eas> {
  const client = await connection.viem.getPublicClient();
  const [wallet] = await connection.viem.getWalletClients();
  const deploy = async (name: string, args: Address[]) => {
    const { abi, bytecode } = await artifact(name);
    const hash = await wallet.deployContract({ abi, bytecode, args });
    const { contractAddress } = await client.getTransactionReceipt({ hash });
    return { address: contractAddress!, abi };
  };

  const registry = await deploy("SchemaRegistry", []);
  const eas = await deploy("EAS", [registry.address]);
  const registered = await wallet.writeContract({ ...registry, functionName: "register", args: ["bytes32 digest", zeroAddress, true] });
  const [{ topics }] = (await client.getTransactionReceipt({ hash: registered })).logs;
  return {
    connection,
    schema: topics[1]!,
    write: (functionName, args) => wallet.writeContract({ ...eas, functionName, args }),
    uidsOf: async (hash) => (await client.getTransactionReceipt({ hash })).logs.map(({ data }) => data),
  };
}

const [digest, root] = digestsOf("gas", 2);

const attestationOf = (attested: Hex) => ({
  recipient: zeroAddress,
  expirationTime: 0n,
  revocable: true,
  refUID: zeroHash,
  data: encodeAbiParameters([{ type: "bytes32" }], [attested]),
  value: 0n,
});

const attest = ({ write, schema }: Eas) => write("attest", [{ schema, data: attestationOf(digest) }]);

/** The limits are none of ours. */
const call = (name: string, items: number, send: Call<Eas>["send"]): Call<Eas> => ({ call: name, items, atMost: Infinity, send });

export const easCalls = {
  attest: call("attest of 32 bytes", 1, attest),
  multiAttest: call("multiAttest of 32 bytes each", 10, ({ write, schema }) =>
    write("multiAttest", [[{ schema, data: digestsOf("batch", 10).map(attestationOf) }]])),
  timestamp: call("timestamp", 1, ({ write }) => write("timestamp", [digest])),
  timestampRoot: call("timestamp of a root", 128, ({ write }) => write("timestamp", [root])),
  multiTimestamp: call("multiTimestamp", 10, ({ write }) => write("multiTimestamp", [digestsOf("batch", 10)])),
  revoke: call("revoke", 1, async (eas) => {
    const [uid] = await eas.uidsOf(await attest(eas));
    return eas.write("revoke", [{ schema: eas.schema, data: { uid, value: 0n } }]);
  }),
};
