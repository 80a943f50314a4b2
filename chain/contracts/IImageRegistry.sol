// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IImageRegistry
/// @notice Append-only register of who vouched for which image, and since when.
/// @dev A digest is the SHA-256 inside an image's CID: the hash of ciphertext, so it says nothing about a patient.
interface IImageRegistry {
    /// @notice Thrown when `registrant` has registered `digest` before; records are never overwritten.
    /// @param registrant The caller.
    /// @param digest The digest that the caller tried to register again.
    error AlreadyRegistered(address registrant, bytes32 digest);

    /// @notice Thrown when the digest is zero, which no SHA-256 of an image is.
    error ZeroDigest();

    /// @notice Emitted once per registrant and digest, when the record is made.
    /// @param digest SHA-256 of the image's encrypted envelope.
    /// @param registrant The account that registered it.
    event Registered(bytes32 indexed digest, address indexed registrant);

    /// @notice Records that the caller registers `digest` now.
    /// @dev Reverts with {ZeroDigest} or {AlreadyRegistered}. Nobody can take a digest from its owner: each account has records of its own.
    /// @param digest SHA-256 of the image's encrypted envelope.
    function register(bytes32 digest) external;

    /// @notice When `registrant` registered `digest`.
    /// @param registrant The account that may have registered it.
    /// @param digest SHA-256 of the image's encrypted envelope.
    /// @return timestamp Time of that block in Unix seconds, or 0 if there is no such record.
    function registeredAt(address registrant, bytes32 digest) external view returns (uint256 timestamp);
}
