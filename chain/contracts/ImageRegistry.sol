// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IImageRegistry} from "./IImageRegistry.sol";

/// @title ImageRegistry
/// @notice Write-once storage behind {IImageRegistry}.
/// @dev Cannot change, remove or reassign a record, cannot register for anyone but the caller, cannot be paused, upgraded or owned, and holds no ether.
contract ImageRegistry is IImageRegistry {
    /// @dev keccak256(abi.encode(registrant, digest)) to Unix seconds: one slot per record, and a key that nobody else can occupy.
    mapping(bytes32 record => uint256 timestamp) private _registeredAt;

    /// @inheritdoc IImageRegistry
    function register(bytes32 digest) external {
        if (digest == 0) revert ZeroDigest();

        bytes32 record = _recordOf(msg.sender, digest);
        if (_registeredAt[record] != 0) revert AlreadyRegistered(msg.sender, digest);

        _registeredAt[record] = block.timestamp;
        emit Registered(digest, msg.sender);
    }

    /// @inheritdoc IImageRegistry
    function registeredAt(address registrant, bytes32 digest) external view returns (uint256 timestamp) {
        return _registeredAt[_recordOf(registrant, digest)];
    }

    /// @dev The key of a record.
    /// @param registrant The account that registers.
    /// @param digest What it registers.
    /// @return record keccak256 of both, each padded to 32 bytes.
    function _recordOf(address registrant, bytes32 digest) private pure returns (bytes32 record) {
        return keccak256(abi.encode(registrant, digest));
    }
}
