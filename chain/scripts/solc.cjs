#!/usr/bin/env node
/** The compiler from npm with as much of solc's command line as forge uses: `--version` and `--standard-json`. */
const { readFileSync } = require("node:fs");
const solc = require("solc");

if (process.argv.includes("--standard-json")) console.log(solc.compile(readFileSync(0, "utf8")));
else console.log(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}`);
