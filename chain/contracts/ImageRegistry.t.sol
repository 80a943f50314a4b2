// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IImageRegistry} from "./IImageRegistry.sol";
import {ImageRegistry} from "./ImageRegistry.sol";
import {vm} from "./Vm.sol";

/// @notice Properties of {ImageRegistry} over all digests, accounts and times.
contract ImageRegistryTest {
    ImageRegistry private registry;

    function setUp() public {
        registry = new ImageRegistry();
    }

    /// @dev Its gas in .gas-snapshot is what `register` costs without the 21,000 of a transaction and its calldata.
    function test_register_gas() public {
        registry.register(bytes32(uint256(1)));
    }

    function testFuzz_register_storesAndEmitsExactlyOneRecord(address who, bytes32 digest, uint64 time) public {
        vm.assume(digest != 0 && time != 0);
        vm.warp(time);

        vm.expectEmit(address(registry));
        emit IImageRegistry.Registered(digest, who);
        vm.prank(who);
        registry.register(digest);

        require(registry.registeredAt(who, digest) == time, "time of the record");
    }

    function testFuzz_register_neverOverwrites(address who, bytes32 digest, uint64 first, uint64 later) public {
        vm.assume(digest != 0 && first != 0 && later >= first);
        vm.warp(first);
        vm.prank(who);
        registry.register(digest);

        vm.warp(later);
        vm.expectRevert(abi.encodeWithSelector(IImageRegistry.AlreadyRegistered.selector, who, digest));
        vm.prank(who);
        registry.register(digest);

        require(registry.registeredAt(who, digest) == first, "overwritten");
    }

    function testFuzz_register_cannotBeSquatted(address owner, address squatter, bytes32 digest) public {
        vm.assume(digest != 0 && owner != squatter);
        vm.prank(squatter);
        registry.register(digest);
        require(registry.registeredAt(owner, digest) == 0, "recorded for another");

        vm.prank(owner);
        registry.register(digest);
        require(registry.registeredAt(owner, digest) == block.timestamp, "squatted");
    }

    function testFuzz_register_touchesNoOtherDigest(address who, bytes32 digest, bytes32 other) public {
        vm.assume(digest != 0 && digest != other);
        vm.prank(who);
        registry.register(digest);

        require(registry.registeredAt(who, other) == 0, "another digest registered");
    }

    function testFuzz_register_refusesTheZeroDigest(address who) public {
        vm.expectRevert(abi.encodeWithSelector(IImageRegistry.ZeroDigest.selector));
        vm.prank(who);
        registry.register(0);

        require(registry.registeredAt(who, 0) == 0, "zero registered");
    }
}
