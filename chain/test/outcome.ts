import { BaseError, ContractFunctionRevertedError } from "viem";

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
