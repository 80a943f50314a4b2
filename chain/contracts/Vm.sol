// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Vm
/// @notice The few cheatcodes our Solidity tests use (forge-std has no npm package).
interface Vm {
    /// @notice What a contract emitted.
    /// @param topics Topic 0 is the event's.
    /// @param data What is not indexed.
    /// @param emitter The contract.
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    /// @notice The account of a private key.
    /// @param privateKey In [1, order of secp256k1).
    /// @return account Its address.
    function addr(uint256 privateKey) external pure returns (address account);

    /// @notice Discards fuzz inputs for which `condition` is false.
    /// @param condition What the property takes for granted.
    function assume(bool condition) external pure;

    /// @notice Puts code at an address.
    /// @param account Where.
    /// @param code Runtime code.
    function etch(address account, bytes calldata code) external;

    /// @notice Expects `emitter` to emit the next event that the test emits.
    /// @param emitter The contract that must emit it.
    function expectEmit(address emitter) external;

    /// @notice Expects the next call to revert with exactly this data.
    /// @param revertData Selector and arguments of the error.
    function expectRevert(bytes calldata revertData) external;

    /// @notice What was emitted since the last call of this or of {recordLogs}.
    /// @return logs In order.
    function getRecordedLogs() external returns (Log[] memory logs);

    /// @notice Makes `sender` the caller of the next call.
    /// @param sender The pretended caller.
    function prank(address sender) external;

    /// @notice Begins to record what is emitted.
    function recordLogs() external;

    /// @notice Signs a hash.
    /// @param privateKey In [1, order of secp256k1).
    /// @param hash What is signed, as it is.
    /// @return v 27 or 28.
    /// @return r First half of the signature.
    /// @return s Second half, in the lower half of the order.
    function sign(uint256 privateKey, bytes32 hash) external pure returns (uint8 v, bytes32 r, bytes32 s);

    /// @notice Sets the time of the block.
    /// @param timestamp Unix seconds.
    function warp(uint256 timestamp) external;
}

/// @dev Where the simulated network answers cheatcodes.
Vm constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
