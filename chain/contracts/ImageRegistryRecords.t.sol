// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IImageRegistry} from "./IImageRegistry.sol";
import {ImageRegistry} from "./ImageRegistry.sol";
import {vm} from "./Vm.sol";

/// @notice Properties of batches, revocations and attestations of {ImageRegistry}.
contract ImageRegistryRecordsTest {
    ImageRegistry private registry;

    function setUp() public {
        registry = new ImageRegistry();
    }

    function testFuzz_registerBatch_doesWhatAsManyRegisterCallsDo(address who, bytes32 seed, uint8 count) public {
        bytes32[] memory digests = _digests(seed, 1 + count % 16);
        for (uint256 i = 0; i < digests.length; ++i) {
            vm.expectEmit(address(registry));
            emit IImageRegistry.Registered(digests[i], who);
        }
        vm.prank(who);
        registry.registerBatch(digests);

        for (uint256 i = 0; i < digests.length; ++i) {
            require(registry.registeredAt(who, digests[i]) == block.timestamp, "not registered");
        }
    }

    function testFuzz_registerBatch_isAllOrNothing(bytes32 seed, uint8 count, uint8 bad, bool zero) public {
        bytes32[] memory digests = _digests(seed, 2 + count % 15);
        uint256 index = 1 + bad % (digests.length - 1);
        digests[index] = zero ? bytes32(0) : digests[0];

        vm.expectRevert(
            zero
                ? abi.encodeWithSelector(IImageRegistry.ZeroDigest.selector)
                : abi.encodeWithSelector(IImageRegistry.AlreadyRegistered.selector, address(this), digests[0])
        );
        registry.registerBatch(digests);

        require(registry.registeredAt(address(this), digests[0]) == 0, "half a batch");
    }

    function test_registerBatch_refusesAnEmptyBatch() public {
        vm.expectRevert(abi.encodeWithSelector(IImageRegistry.Empty.selector));
        registry.registerBatch(new bytes32[](0));
    }

    function testFuzz_revoke_keepsTheRecordAndIsFinal(address who, bytes32 digest, uint8 reason, uint8 other, uint64 time) public {
        vm.assume(digest != 0 && time > 1);
        vm.warp(1);
        _register(who, digest);

        vm.warp(time);
        vm.expectEmit(address(registry));
        emit IImageRegistry.Revoked(digest, who, reason);
        vm.prank(who);
        registry.revoke(digest, reason);

        bytes memory refusal = abi.encodeWithSelector(IImageRegistry.AlreadyRevoked.selector, who, digest);
        vm.expectRevert(refusal);
        vm.prank(who);
        registry.revoke(digest, other);
        vm.expectRevert(refusal);
        vm.prank(who);
        registry.attest(digest, digest, digest);
        vm.expectRevert(abi.encodeWithSelector(IImageRegistry.AlreadyRegistered.selector, who, digest));
        vm.prank(who);
        registry.register(digest);

        IImageRegistry.Revocation memory revocation = registry.revocationOf(who, digest);
        require(revocation.timestamp == time && revocation.reasonCode == reason, "revocation");
        require(registry.registeredAt(who, digest) == 1, "record gone");
    }

    function testFuzz_attest_emitsEachAndStoresTheLatest(address who, bytes32 digest, bytes32[2][2] memory stated, uint64 time) public {
        vm.assume(digest != 0 && time > 1);
        vm.assume(stated[0][0] != 0 && stated[0][1] != 0 && stated[1][0] != 0 && stated[1][1] != 0);
        _register(who, digest);

        for (uint256 i = 0; i < 2; ++i) {
            vm.warp(i == 0 ? 1 : time);
            vm.expectEmit(address(registry));
            emit IImageRegistry.Attested(digest, who, stated[i][0], stated[i][1]);
            vm.prank(who);
            registry.attest(digest, stated[i][0], stated[i][1]);
        }

        IImageRegistry.Attestation memory latest = registry.attestationOf(who, digest);
        require(latest.resultDigest == stated[1][0] && latest.modelsDigest == stated[1][1], "not the latest");
        require(latest.timestamp == time, "time of the attestation");
    }

    function testFuzz_attest_refusesZeroDigests(bytes32 digest, bytes32 other, bool result) public {
        vm.assume(digest != 0);
        registry.register(digest);

        vm.expectRevert(abi.encodeWithSelector(IImageRegistry.ZeroDigest.selector));
        registry.attest(digest, result ? bytes32(0) : other, result ? other : bytes32(0));
    }

    function testFuzz_onlyTheRegistrantRevokesAndAttests(address who, address stranger, bytes32 digest) public {
        vm.assume(digest != 0 && who != stranger);
        _register(who, digest);

        bytes memory refusal = abi.encodeWithSelector(IImageRegistry.NotRegistered.selector, stranger, digest);
        vm.expectRevert(refusal);
        vm.prank(stranger);
        registry.revoke(digest, 1);
        vm.expectRevert(refusal);
        vm.prank(stranger);
        registry.attest(digest, digest, digest);

        require(registry.revocationOf(who, digest).timestamp == 0, "revoked by a stranger");
        require(registry.attestationOf(who, digest).timestamp == 0, "attested by a stranger");
    }

    function _register(address who, bytes32 digest) private {
        vm.prank(who);
        registry.register(digest);
    }

    function _digests(bytes32 seed, uint256 count) private pure returns (bytes32[] memory digests) {
        digests = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            digests[i] = keccak256(abi.encode(seed, i));
        }
    }
}
