// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IImageRegistry} from "./IImageRegistry.sol";
import {ImageRegistry} from "./ImageRegistry.sol";
import {vm} from "./Vm.sol";

/// @notice Properties of the Merkle anchors of {ImageRegistry}; that its trees are those of OpenZeppelin's library is shown in test/merkle.ts.
contract ImageRegistryAnchorsTest {
    ImageRegistry private registry;

    function setUp() public {
        registry = new ImageRegistry();
    }

    function testFuzz_anchor_storesAndEmitsOnce(address who, bytes32 root, uint64 leafCount, uint64 other, uint64 time) public {
        vm.assume(root != 0 && leafCount != 0 && other != 0 && time != 0);
        vm.warp(time);
        vm.expectEmit(address(registry));
        emit IImageRegistry.Anchored(root, who, leafCount);
        vm.prank(who);
        registry.anchor(root, leafCount);

        vm.expectRevert(abi.encodeWithSelector(IImageRegistry.AlreadyAnchored.selector, who, root));
        vm.prank(who);
        registry.anchor(root, other);

        IImageRegistry.Anchor memory anchored = registry.anchorOf(who, root);
        require(anchored.timestamp == time && anchored.leafCount == leafCount, "anchor");
    }

    function testFuzz_anchor_cannotBeSquatted(address owner, address squatter, bytes32 digest, uint64 leafCount) public {
        vm.assume(owner != squatter && leafCount != 0);
        bytes32 root = registry.leafOf(digest);
        vm.prank(squatter);
        registry.anchor(root, leafCount);
        require(!registry.verifyAnchored(owner, root, digest, new bytes32[](0)), "anchored for another");

        vm.prank(owner);
        registry.anchor(root, 1);
        require(registry.verifyAnchored(owner, root, digest, new bytes32[](0)), "squatted");
        require(registry.anchorOf(owner, root).leafCount == 1, "leaf count of another");
    }

    function testFuzz_anchor_refusesNothing(bytes32 root, uint64 leafCount) public {
        vm.assume(root != 0);
        vm.expectRevert(abi.encodeWithSelector(IImageRegistry.ZeroDigest.selector));
        registry.anchor(0, leafCount);
        vm.expectRevert(abi.encodeWithSelector(IImageRegistry.Empty.selector));
        registry.anchor(root, 0);
    }

    function testFuzz_verifyAnchored_acceptsBothLeavesAndNothingElse(bytes32 left, bytes32 right, bytes32 other) public {
        vm.assume(other != left && other != right);
        (bytes32 a, bytes32 b) = (registry.leafOf(left), registry.leafOf(right));
        bytes32 root = a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
        registry.anchor(root, 2);

        require(registry.verifyAnchored(address(this), root, left, _proof(b)), "left refused");
        require(registry.verifyAnchored(address(this), root, right, _proof(a)), "right refused");
        require(!registry.verifyAnchored(address(this), root, other, _proof(b)), "another digest");
        require(!registry.verifyAnchored(address(this), root, left, _proof(other)), "another sibling");
        require(!registry.verifyAnchored(address(this), root, left, new bytes32[](0)), "no proof");
        require(!registry.verifyAnchored(address(this), root, root, new bytes32[](0)), "the root as a digest");
        require(!registry.verifyAnchored(address(this), root, a, _proof(b)), "a leaf as a digest");
    }

    function _proof(bytes32 sibling) private pure returns (bytes32[] memory proof) {
        proof = new bytes32[](1);
        proof[0] = sibling;
    }
}
