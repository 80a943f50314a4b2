// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Vm
/// @notice The few cheatcodes our Solidity tests use (forge-std has no npm package).
interface Vm {
    /// @notice Discards fuzz inputs for which `condition` is false.
    /// @param condition What the property takes for granted.
    function assume(bool condition) external pure;

    /// @notice Expects `emitter` to emit the next event that the test emits.
    /// @param emitter The contract that must emit it.
    function expectEmit(address emitter) external;

    /// @notice Expects the next call to revert with exactly this data.
    /// @param revertData Selector and arguments of the error.
    function expectRevert(bytes calldata revertData) external;

    /// @notice Makes `sender` the caller of the next call.
    /// @param sender The pretended caller.
    function prank(address sender) external;

    /// @notice Sets the time of the block.
    /// @param timestamp Unix seconds.
    function warp(uint256 timestamp) external;
}

/// @dev Where the simulated network answers cheatcodes.
Vm constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
