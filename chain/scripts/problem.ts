import { HardhatPluginError } from "hardhat/plugins";

/** What went wrong and what to do about it; Hardhat prints it without a stack. */
export class Problem extends HardhatPluginError {
  constructor(message: string, cause?: Error) {
    super("pathochain", message, cause);
  }
}
