import type { ContractReturnType } from "@nomicfoundation/hardhat-viem/types";
import type { Address, Hex } from "viem";

/** What a registrant signs for `registerFor` (EIP-712), in the domain that the contract tells by ERC-5267. */
export async function registrationToSign(
  registry: ContractReturnType<"ImageRegistry">,
  message: { registrant: Address; digest: Hex; deadline: bigint },
) {
  const [, name, version, chainId, verifyingContract] = await registry.read.eip712Domain();
  return {
    domain: { name, version, chainId: Number(chainId), verifyingContract },
    types: {
      Registration: [
        { name: "registrant", type: "address" },
        { name: "digest", type: "bytes32" },
        { name: "deadline", type: "uint256" },
      ],
    },
    primaryType: "Registration",
    message,
  } as const;
}
