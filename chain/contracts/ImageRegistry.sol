// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {IImageRegistry} from "./IImageRegistry.sol";

/// @title ImageRegistry
/// @notice Write-once storage behind {IImageRegistry}.
/// @dev Cannot change, remove or reassign a record, cannot register for anyone but the caller or a signer, cannot be paused, upgraded or owned, and holds no ether.
contract ImageRegistry is IImageRegistry, EIP712("PathoChain ImageRegistry", "1") {
    /// @dev EIP-712's type of what a registrant signs.
    bytes32 private constant _REGISTRATION = keccak256("Registration(address registrant,bytes32 digest,uint256 deadline)");

    /// @dev Keeps a leaf from meaning anything in another protocol's tree.
    bytes32 private constant _LEAF_DOMAIN = keccak256("PathoChain image leaf 1");

    /// @dev keccak256(abi.encode(account, hash)) is the key of all four: one that nobody but the account can occupy.
    mapping(bytes32 record => uint256 timestamp) private _registeredAt;
    mapping(bytes32 record => Revocation) private _revocations;
    mapping(bytes32 record => Attestation) private _attestations;
    mapping(bytes32 record => Anchor) private _anchors;

    /// @inheritdoc IImageRegistry
    function register(bytes32 digest) external {
        _register(msg.sender, digest);
    }

    /// @inheritdoc IImageRegistry
    function registerFor(address registrant, bytes32 digest, uint256 deadline, bytes calldata signature) external {
        if (block.timestamp > deadline) revert SignatureExpired(deadline);

        bytes32 signed = _hashTypedDataV4(keccak256(abi.encode(_REGISTRATION, registrant, digest, deadline)));
        if (!_isSignedBy(registrant, signed, signature)) revert InvalidSignature(registrant);

        _register(registrant, digest);
    }

    /// @inheritdoc IImageRegistry
    function registerBatch(bytes32[] calldata digests) external {
        if (digests.length == 0) revert Empty();

        for (uint256 i = 0; i < digests.length; ++i) {
            _register(msg.sender, digests[i]);
        }
    }

    /// @inheritdoc IImageRegistry
    function revoke(bytes32 digest, uint8 reasonCode) external {
        bytes32 record = _standingRecordOf(msg.sender, digest);
        _revocations[record] = Revocation(uint64(block.timestamp), reasonCode);
        emit Revoked(digest, msg.sender, reasonCode);
    }

    /// @inheritdoc IImageRegistry
    function attest(bytes32 digest, bytes32 resultDigest, bytes32 modelsDigest) external {
        if (resultDigest == 0 || modelsDigest == 0) revert ZeroDigest();

        bytes32 record = _standingRecordOf(msg.sender, digest);
        _attestations[record] = Attestation(resultDigest, modelsDigest, uint64(block.timestamp));
        emit Attested(digest, msg.sender, resultDigest, modelsDigest);
    }

    /// @inheritdoc IImageRegistry
    function anchor(bytes32 root, uint64 leafCount) external {
        if (root == 0) revert ZeroDigest();
        if (leafCount == 0) revert Empty();

        Anchor storage anchored = _anchors[_recordOf(msg.sender, root)];
        if (anchored.timestamp != 0) revert AlreadyAnchored(msg.sender, root);

        (anchored.timestamp, anchored.leafCount) = (uint64(block.timestamp), leafCount);
        emit Anchored(root, msg.sender, leafCount);
    }

    /// @inheritdoc IImageRegistry
    function registeredAt(address registrant, bytes32 digest) external view returns (uint256 timestamp) {
        return _registeredAt[_recordOf(registrant, digest)];
    }

    /// @inheritdoc IImageRegistry
    function revocationOf(address registrant, bytes32 digest) external view returns (Revocation memory revocation) {
        return _revocations[_recordOf(registrant, digest)];
    }

    /// @inheritdoc IImageRegistry
    function attestationOf(address registrant, bytes32 digest) external view returns (Attestation memory attestation) {
        return _attestations[_recordOf(registrant, digest)];
    }

    /// @inheritdoc IImageRegistry
    function anchorOf(address anchorer, bytes32 root) public view returns (Anchor memory anchored) {
        return _anchors[_recordOf(anchorer, root)];
    }

    /// @inheritdoc IImageRegistry
    function verifyAnchored(address anchorer, bytes32 root, bytes32 digest, bytes32[] calldata proof)
        external
        view
        returns (bool anchored)
    {
        return anchorOf(anchorer, root).timestamp != 0 && MerkleProof.verifyCalldata(proof, root, leafOf(digest));
    }

    /// @inheritdoc IImageRegistry
    function leafOf(bytes32 digest) public pure returns (bytes32 leaf) {
        return keccak256(bytes.concat(keccak256(abi.encode(_LEAF_DOMAIN, digest))));
    }

    /// @dev Whether the account's key, or else its code, accepts the signature. The key comes first, as an account that delegates by EIP-7702 has both.
    /// @param account Who should have signed.
    /// @param hash The EIP-712 hash.
    /// @param signature As given to {registerFor}.
    /// @return accepted True if it is the account's.
    function _isSignedBy(address account, bytes32 hash, bytes calldata signature) private view returns (bool accepted) {
        (address signer, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(hash, signature);
        if (failure == ECDSA.RecoverError.NoError && signer == account) return true;

        return SignatureChecker.isValidERC1271SignatureNow(account, hash, signature);
    }

    /// @dev Makes the record, or reverts with {ZeroDigest} or {AlreadyRegistered}.
    /// @param registrant Whose record it is.
    /// @param digest What is registered.
    function _register(address registrant, bytes32 digest) private {
        if (digest == 0) revert ZeroDigest();

        bytes32 record = _recordOf(registrant, digest);
        if (_registeredAt[record] != 0) revert AlreadyRegistered(registrant, digest);

        _registeredAt[record] = block.timestamp;
        emit Registered(digest, registrant);
    }

    /// @dev The key of a record that exists and is not revoked; else reverts with {NotRegistered} or {AlreadyRevoked}.
    /// @param registrant The account that registered.
    /// @param digest What it registered.
    /// @return record As {_recordOf} gives it.
    function _standingRecordOf(address registrant, bytes32 digest) private view returns (bytes32 record) {
        record = _recordOf(registrant, digest);
        if (_registeredAt[record] == 0) revert NotRegistered(registrant, digest);
        if (_revocations[record].timestamp != 0) revert AlreadyRevoked(registrant, digest);
    }

    /// @dev The key of a record or an anchor.
    /// @param account The account that makes it.
    /// @param hash The digest or root it is about.
    /// @return record keccak256 of both, each padded to 32 bytes.
    function _recordOf(address account, bytes32 hash) private pure returns (bytes32 record) {
        return keccak256(abi.encode(account, hash));
    }
}
