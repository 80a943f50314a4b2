import config from "../hardhat.config.ts";

/** Ours, but with Ignition's journals where the test wants them: one of a real chain is never touched. */
export default { ...config, paths: { ignition: process.env.TEST_JOURNALS } };
