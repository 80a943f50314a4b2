import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Where npm put a program of Foundry for this machine; the one in node_modules/.bin wraps it and loses its exit code. */
export function foundry(program: "anvil" | "forge"): string {
  const cpu = process.arch === "x64" ? "amd64" : process.arch;
  const manifest = createRequire(import.meta.url).resolve(`@foundry-rs/${program}-${process.platform}-${cpu}/package.json`);
  return join(dirname(manifest), "bin", process.platform === "win32" ? `${program}.exe` : program);
}
