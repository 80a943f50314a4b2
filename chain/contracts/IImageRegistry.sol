// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IImageRegistry
/// @notice Append-only register of who vouched for which image, and since when.
/// @dev A digest is the SHA-256 inside an image's CID: the hash of ciphertext, so it says nothing about a patient.
interface IImageRegistry {
    /// @notice That a registrant withdrew what it registered; the record itself stays.
    /// @param timestamp Time of that block in Unix seconds, or 0 if it was never withdrawn.
    /// @param reasonCode Why, as a code that the registrant's site publishes.
    struct Revocation {
        uint64 timestamp;
        uint8 reasonCode;
    }

    /// @notice What a registrant says the models found in its image.
    /// @param resultDigest SHA-256 of the result document.
    /// @param modelsDigest SHA-256 of the list of models that produced it.
    /// @param timestamp Time of that block in Unix seconds, or 0 if there is none.
    struct Attestation {
        bytes32 resultDigest;
        bytes32 modelsDigest;
        uint64 timestamp;
    }

    /// @notice That an account vouched for all digests of a Merkle tree at once.
    /// @param timestamp Time of that block in Unix seconds, or 0 if it did not.
    /// @param leafCount Number of digests in the tree, as the account stated it.
    struct Anchor {
        uint64 timestamp;
        uint64 leafCount;
    }

    /// @notice Thrown when `registrant` has registered `digest` before; records are never overwritten.
    /// @param registrant The account that it was for.
    /// @param digest The digest that was to be registered again.
    error AlreadyRegistered(address registrant, bytes32 digest);

    /// @notice Thrown when `registrant` has no record of `digest` that it could revoke or attest to.
    /// @param registrant The caller.
    /// @param digest The digest it has not registered.
    error NotRegistered(address registrant, bytes32 digest);

    /// @notice Thrown when `registrant` has revoked `digest`, which is final.
    /// @param registrant The caller.
    /// @param digest The digest it has revoked.
    error AlreadyRevoked(address registrant, bytes32 digest);

    /// @notice Thrown when `anchorer` has anchored `root` before.
    /// @param anchorer The caller.
    /// @param root The root that the caller tried to anchor again.
    error AlreadyAnchored(address anchorer, bytes32 root);

    /// @notice Thrown when a signature came later than its signer allowed.
    /// @param deadline Unix seconds until which it was good.
    error SignatureExpired(uint256 deadline);

    /// @notice Thrown when `registrant` did not sign this registration on this chain for this contract.
    /// @param registrant The account whose signature was expected.
    error InvalidSignature(address registrant);

    /// @notice Thrown when a digest or root is zero, which no hash is.
    error ZeroDigest();

    /// @notice Thrown when a batch or a tree would hold nothing.
    error Empty();

    /// @notice Emitted once per registrant and digest, when the record is made.
    /// @param digest SHA-256 of the image's encrypted envelope.
    /// @param registrant The account that registered it.
    event Registered(bytes32 indexed digest, address indexed registrant);

    /// @notice Emitted at most once per record, when its registrant withdraws it.
    /// @param digest SHA-256 of the image's encrypted envelope.
    /// @param registrant The account that registered it.
    /// @param reasonCode Why, as a code that the registrant's site publishes.
    event Revoked(bytes32 indexed digest, address indexed registrant, uint8 reasonCode);

    /// @notice Emitted for each attestation; together they are its history, of which storage keeps the latest.
    /// @param digest SHA-256 of the image's encrypted envelope.
    /// @param registrant The account that registered it.
    /// @param resultDigest SHA-256 of the result document.
    /// @param modelsDigest SHA-256 of the list of models that produced it.
    event Attested(bytes32 indexed digest, address indexed registrant, bytes32 resultDigest, bytes32 modelsDigest);

    /// @notice Emitted once per anchorer and root.
    /// @param root Root of the Merkle tree.
    /// @param anchorer The account that vouches for its leaves.
    /// @param leafCount Number of digests in the tree, as the account stated it.
    event Anchored(bytes32 indexed root, address indexed anchorer, uint64 leafCount);

    /// @notice Records that the caller registers `digest` now.
    /// @dev Reverts with {ZeroDigest} or {AlreadyRegistered}. Nobody can take a digest from its owner: each account has records of its own.
    /// @param digest SHA-256 of the image's encrypted envelope.
    function register(bytes32 digest) external;

    /// @notice Records that `registrant` registers `digest` now, by its signature, whoever sends it.
    /// @dev Reverts with {SignatureExpired}, {InvalidSignature}, {ZeroDigest} or {AlreadyRegistered}. It signs the EIP-712 struct
    /// `Registration(address registrant,bytes32 digest,uint256 deadline)` in the domain that ERC-5267's `eip712Domain` tells.
    /// The record is what makes a signature good for one use; it cannot be recalled before its deadline.
    /// @param registrant An account with a key, or a deployed contract that answers ERC-1271.
    /// @param digest SHA-256 of the image's encrypted envelope.
    /// @param deadline Unix seconds of the last block time at which the signature is good.
    /// @param signature 65 bytes r ‖ s ‖ v of the key, or whatever the contract takes.
    function registerFor(address registrant, bytes32 digest, uint256 deadline, bytes calldata signature) external;

    /// @notice Records that the caller registers all of `digests` now, or none of them.
    /// @dev Reverts with {Empty}, {ZeroDigest} or {AlreadyRegistered}, the last also for a digest that occurs twice.
    /// @param digests SHA-256 of each image's encrypted envelope.
    function registerBatch(bytes32[] calldata digests) external;

    /// @notice Withdraws the caller's record of `digest`, for good; that it was registered stays visible.
    /// @dev Reverts with {NotRegistered} or {AlreadyRevoked}.
    /// @param digest SHA-256 of the image's encrypted envelope.
    /// @param reasonCode Why, as a code that the caller's site publishes.
    function revoke(bytes32 digest, uint8 reasonCode) external;

    /// @notice States the result that models gave for an image that the caller registered.
    /// @dev Reverts with {ZeroDigest}, {NotRegistered} or {AlreadyRevoked}.
    /// @param digest SHA-256 of the image's encrypted envelope.
    /// @param resultDigest SHA-256 of the result document.
    /// @param modelsDigest SHA-256 of the list of models that produced it.
    function attest(bytes32 digest, bytes32 resultDigest, bytes32 modelsDigest) external;

    /// @notice Records that the caller vouches, from now on, for all leaves under `root`.
    /// @dev Reverts with {ZeroDigest}, {Empty} or {AlreadyAnchored}. As with records, each account has anchors of its own.
    /// @param root Root of a tree as {leafOf} and `@openzeppelin/merkle-tree` build it.
    /// @param leafCount Number of digests in the tree; not checked.
    function anchor(bytes32 root, uint64 leafCount) external;

    /// @notice When `registrant` registered `digest`.
    /// @param registrant The account that may have registered it.
    /// @param digest SHA-256 of the image's encrypted envelope.
    /// @return timestamp Time of that block in Unix seconds, or 0 if there is no such record.
    function registeredAt(address registrant, bytes32 digest) external view returns (uint256 timestamp);

    /// @notice Whether and why `registrant` withdrew `digest`.
    /// @param registrant The account that may have registered it.
    /// @param digest SHA-256 of the image's encrypted envelope.
    /// @return revocation All zero if it did not.
    function revocationOf(address registrant, bytes32 digest) external view returns (Revocation memory revocation);

    /// @notice The latest result that `registrant` stated for `digest`.
    /// @param registrant The account that may have registered it.
    /// @param digest SHA-256 of the image's encrypted envelope.
    /// @return attestation All zero if there is none.
    function attestationOf(address registrant, bytes32 digest) external view returns (Attestation memory attestation);

    /// @notice When `anchorer` anchored `root`.
    /// @param anchorer The account that may have anchored it.
    /// @param root Root of the Merkle tree.
    /// @return anchored All zero if it did not.
    function anchorOf(address anchorer, bytes32 root) external view returns (Anchor memory anchored);

    /// @notice Whether `anchorer` vouched for `digest` by anchoring `root`.
    /// @param anchorer The account that may have anchored it; without it, anybody could anchor a copy of the root first and be taken for its author.
    /// @param root Root of the Merkle tree.
    /// @param digest SHA-256 of the image's encrypted envelope: the value of the leaf, so that no inner node passes for one.
    /// @param proof Siblings from the leaf up to the root.
    /// @return anchored True if the anchor exists and the proof leads to its root.
    function verifyAnchored(address anchorer, bytes32 root, bytes32 digest, bytes32[] calldata proof)
        external
        view
        returns (bool anchored);

    /// @notice The leaf that stands for `digest`: that of `StandardMerkleTree.of([[domain, digest], …], ["bytes32", "bytes32"])`.
    /// @param digest SHA-256 of the image's encrypted envelope.
    /// @return leaf keccak256(keccak256(abi.encode(keccak256("PathoChain image leaf 1"), digest))).
    function leafOf(bytes32 digest) external pure returns (bytes32 leaf);
}
