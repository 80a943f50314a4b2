import { type Abi, BaseError, ContractFunctionRevertedError } from "viem";

/** "done", or the name of the custom error with which the contract refused. */
export async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "done";
  } catch (error) {
    const reverted = error instanceof BaseError ? error.walk((cause) => cause instanceof ContractFunctionRevertedError) : null;
    if (reverted instanceof ContractFunctionRevertedError && reverted.data) return reverted.data.errorName;
    throw error;
  }
}

/** Names of all functions of a contract, sorted. */
export const functionsOf = (abi: Abi) => abi.flatMap((item) => (item.type === "function" ? [item.name] : [])).toSorted();
