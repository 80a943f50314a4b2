import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { foundry } from "../scripts/foundry.ts";

/** A node of Foundry on a free port of 127.0.0.1, with a chain of its own. */
export class Anvil {
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(url: string, node: ChildProcess) {
    this.url = url;
    this.#process = node;
  }

  static async start(chainId: number): Promise<Anvil> {
    const node = spawn(foundry("anvil"), ["--port", "0", "--chain-id", `${chainId}`], { stdio: ["ignore", "pipe", "inherit"] });
    for await (const line of createInterface(node.stdout)) {
      const [, address] = /^Listening on (127\.0\.0\.1:\d+)$/.exec(line) ?? [];
      if (!address) continue;
      node.stdout.resume();
      return new Anvil(`http://${address}`, node);
    }
    throw new Error("anvil ended before it listened");
  }

  async call<ResultT>(method: string, ...params: unknown[]): Promise<ResultT> {
    const answer = await fetch(this.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    const { result, error } = (await answer.json()) as { result: ResultT; error?: { message: string } };
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  async stop(): Promise<void> {
    this.#process.kill();
    await once(this.#process, "exit");
  }
}
