// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IImageRegistry} from "./IImageRegistry.sol";
import {ImageRegistry} from "./ImageRegistry.sol";
import {Registrations} from "./Registrations.t.sol";
import {Vm, vm} from "./Vm.sol";

/// @notice A few accounts that do anything to a registry with a few digests, and a reader who knows nothing but its log.
contract RegistryUsers {
    uint256 public constant ACCOUNTS = 3;
    uint256 public constant DIGESTS = 4;

    ImageRegistry public immutable registry = new ImageRegistry();

    /// @dev What the log says, by account and digest.
    mapping(address account => mapping(bytes32 digest => uint256 timestamp)) public registeredAt;
    mapping(address account => mapping(bytes32 digest => IImageRegistry.Revocation)) public revocationOf;
    mapping(address account => mapping(bytes32 digest => IImageRegistry.Attestation)) public attestationOf;
    mapping(address account => mapping(bytes32 root => IImageRegistry.Anchor)) public anchorOf;

    /// @notice What the reader saw that must not happen; empty as long as all is well.
    string public violation;

    function register(uint8 user, uint8 digest) external {
        _as(user, abi.encodeCall(IImageRegistry.register, (digestOf(digest))));
    }

    function registerBatch(uint8 user, uint8 first, uint8 second) external {
        bytes32[] memory digests = new bytes32[](2);
        (digests[0], digests[1]) = (digestOf(first), digestOf(second));
        _as(user, abi.encodeCall(IImageRegistry.registerBatch, (digests)));
    }

    /// @param validFor Seconds from 16 ago, so that some signatures come late.
    function registerFor(uint8 sender, uint8 registrant, uint8 signer, uint8 digest, uint8 validFor) external {
        (bytes32 hash, uint256 deadline) = (digestOf(digest), block.timestamp + validFor - 16);
        bytes memory signature =
            Registrations.sign(address(registry), _keyOf(signer), accountOf(registrant), hash, deadline);
        _call(
            accountOf(sender),
            accountOf(signer),
            abi.encodeCall(IImageRegistry.registerFor, (accountOf(registrant), hash, deadline, signature))
        );
    }

    function revoke(uint8 user, uint8 digest, uint8 reasonCode) external {
        _as(user, abi.encodeCall(IImageRegistry.revoke, (digestOf(digest), reasonCode)));
    }

    function attest(uint8 user, uint8 digest, bytes32 result, bytes32 models) external {
        _as(user, abi.encodeCall(IImageRegistry.attest, (digestOf(digest), result, models)));
    }

    function anchor(uint8 user, uint8 root, uint64 leafCount) external {
        _as(user, abi.encodeCall(IImageRegistry.anchor, (digestOf(root), leafCount)));
    }

    function wait(uint16 time) external {
        vm.warp(block.timestamp + time);
    }

    function accountOf(uint256 user) public pure returns (address account) {
        return vm.addr(_keyOf(user));
    }

    /// @dev The first one is zero, which the registry refuses.
    function digestOf(uint256 index) public pure returns (bytes32 digest) {
        index %= DIGESTS;
        return index == 0 ? bytes32(0) : keccak256(abi.encode(index));
    }

    function _as(uint256 user, bytes memory data) private {
        _call(accountOf(user), accountOf(user), data);
    }

    /// @dev Only `entitled` may gain anything by the call.
    function _call(address sender, address entitled, bytes memory data) private {
        vm.recordLogs();
        vm.prank(sender);
        (bool succeeded,) = address(registry).call(data);
        if (!succeeded) return;

        Vm.Log[] memory logs = vm.getRecordedLogs();
        if (logs.length == 0) violation = "a call that changed nothing";
        for (uint256 i = 0; i < logs.length; ++i) {
            _read(entitled, logs[i]);
        }
    }

    function _read(address entitled, Vm.Log memory log) private {
        (bytes32 kind, bytes32 digest, address account) = (log.topics[0], log.topics[1], address(uint160(uint256(log.topics[2]))));
        uint64 time = uint64(block.timestamp);
        if (account != entitled) violation = "an entry for another account";

        if (kind == IImageRegistry.Registered.selector) {
            if (registeredAt[account][digest] != 0) violation = "registered twice";
            registeredAt[account][digest] = time;
        } else if (kind == IImageRegistry.Revoked.selector) {
            if (revocationOf[account][digest].timestamp != 0) violation = "revoked twice";
            revocationOf[account][digest] = IImageRegistry.Revocation(time, abi.decode(log.data, (uint8)));
        } else if (kind == IImageRegistry.Attested.selector) {
            if (revocationOf[account][digest].timestamp != 0) violation = "attested after the revocation";
            (bytes32 result, bytes32 models) = abi.decode(log.data, (bytes32, bytes32));
            attestationOf[account][digest] = IImageRegistry.Attestation(result, models, time);
        } else if (kind == IImageRegistry.Anchored.selector) {
            if (anchorOf[account][digest].timestamp != 0) violation = "anchored twice";
            anchorOf[account][digest] = IImageRegistry.Anchor(time, abi.decode(log.data, (uint64)));
        } else {
            violation = "an unknown event";
        }
    }

    function _keyOf(uint256 user) private pure returns (uint256 key) {
        return 1 + user % ACCOUNTS;
    }
}

/// @notice What holds after any sequence of calls.
contract ImageRegistryInvariantsTest {
    RegistryUsers private users;

    function setUp() public {
        vm.warp(1_000_000);
        users = new RegistryUsers();
    }

    /// @dev Read by the fuzzer, which would otherwise call the registry itself, unseen.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(users);
    }

    /// @dev As the log only grows, this is also why no record changes or disappears.
    function invariant_logEqualsStorageAndEachEntryIsEntitledAndMadeOnce() external view {
        require(bytes(users.violation()).length == 0, users.violation());

        ImageRegistry registry = users.registry();
        for (uint256 user = 0; user < users.ACCOUNTS(); ++user) {
            address account = users.accountOf(user);
            for (uint256 i = 0; i < users.DIGESTS(); ++i) {
                bytes32 digest = users.digestOf(i);
                require(registry.registeredAt(account, digest) == users.registeredAt(account, digest), "record");
                (uint64 revoked, uint8 reasonCode) = users.revocationOf(account, digest);
                require(_same(abi.encode(registry.revocationOf(account, digest)), abi.encode(revoked, reasonCode)), "revocation");
                (bytes32 result, bytes32 models, uint64 attested) = users.attestationOf(account, digest);
                require(
                    _same(abi.encode(registry.attestationOf(account, digest)), abi.encode(result, models, attested)), "attestation"
                );
                (uint64 anchored, uint64 leafCount) = users.anchorOf(account, digest);
                require(_same(abi.encode(registry.anchorOf(account, digest)), abi.encode(anchored, leafCount)), "anchor");
            }
        }
    }

    function _same(bytes memory left, bytes memory right) private pure returns (bool same) {
        return keccak256(left) == keccak256(right);
    }
}
