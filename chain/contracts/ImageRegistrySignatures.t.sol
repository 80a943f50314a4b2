// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IImageRegistry} from "./IImageRegistry.sol";
import {ImageRegistry} from "./ImageRegistry.sol";
import {Registrations} from "./Registrations.t.sol";
import {vm} from "./Vm.sol";
import {Wallet} from "./Wallet.t.sol";

/// @notice Properties of registrations by signature.
contract ImageRegistrySignaturesTest {
    ImageRegistry private registry;
    ImageRegistry private otherRegistry;

    function setUp() public {
        registry = new ImageRegistry();
        otherRegistry = new ImageRegistry();
    }

    function testFuzz_registerFor_recordsTheSignerAndNotTheSender(uint256 seed, address sender, bytes32 digest, uint64 deadline) public {
        (uint256 key, address registrant) = _account(seed);
        vm.assume(digest != 0 && sender != registrant && deadline != 0);
        vm.warp(deadline);
        bytes memory signature = Registrations.sign(address(registry), key, registrant, digest, deadline);

        vm.expectEmit(address(registry));
        emit IImageRegistry.Registered(digest, registrant);
        vm.prank(sender);
        registry.registerFor(registrant, digest, deadline, signature);

        require(registry.registeredAt(registrant, digest) == deadline, "not recorded");
        require(registry.registeredAt(sender, digest) == 0, "recorded for the sender");
    }

    function testFuzz_registerFor_refusesAReplay(uint256 seed, bytes32 digest) public {
        (uint256 key, address registrant) = _account(seed);
        vm.assume(digest != 0);
        bytes memory signature = Registrations.sign(address(registry), key, registrant, digest, type(uint256).max);
        registry.registerFor(registrant, digest, type(uint256).max, signature);

        vm.expectRevert(abi.encodeWithSelector(IImageRegistry.AlreadyRegistered.selector, registrant, digest));
        registry.registerFor(registrant, digest, type(uint256).max, signature);
    }

    function testFuzz_registerFor_refusesLateSignatures(uint256 seed, bytes32 digest, uint64 deadline, uint64 late) public {
        (uint256 key, address registrant) = _account(seed);
        vm.assume(late > deadline);
        bytes memory signature = Registrations.sign(address(registry), key, registrant, digest, deadline);

        vm.warp(late);
        vm.expectRevert(abi.encodeWithSelector(IImageRegistry.SignatureExpired.selector, deadline));
        registry.registerFor(registrant, digest, deadline, signature);
    }

    function testFuzz_registerFor_refusesTheZeroDigest(uint256 seed) public {
        (uint256 key, address registrant) = _account(seed);
        bytes memory signature = Registrations.sign(address(registry), key, registrant, 0, type(uint256).max);

        vm.expectRevert(abi.encodeWithSelector(IImageRegistry.ZeroDigest.selector));
        registry.registerFor(registrant, 0, type(uint256).max, signature);
    }

    function testFuzz_registerFor_refusesWhatIsSignedForAnythingElse(
        uint256 seed,
        address other,
        bytes32 digest,
        uint64 deadline,
        uint8 change
    ) public {
        (uint256 key, address registrant) = _account(seed);
        vm.assume(digest != 0 && deadline >= block.timestamp && deadline < type(uint64).max && other != registrant);
        bytes memory signature = Registrations.sign(
            address(change % 5 == 0 ? otherRegistry : registry),
            change % 5 == 1 ? key + 1 : key,
            change % 5 == 2 ? other : registrant,
            change % 5 == 3 ? ~digest : digest,
            change % 5 == 4 ? deadline + 1 : deadline
        );

        _expectRefusal(registrant, digest, deadline, signature);
    }

    function testFuzz_registerFor_refusesMalformedSignatures(uint256 seed, bytes32 digest, bytes calldata signature) public {
        (, address registrant) = _account(seed);
        vm.assume(digest != 0);

        _expectRefusal(registrant, digest, type(uint256).max, signature);
    }

    /// @dev The zero address is what a failed recovery gives.
    function testFuzz_registerFor_refusesTheZeroAccount(bytes32 digest, bytes calldata signature) public {
        vm.assume(digest != 0);

        _expectRefusal(address(0), digest, type(uint256).max, signature);
    }

    function testFuzz_registerFor_asksAContractWallet(uint256 seed, bytes32 digest) public {
        (uint256 key, address owner) = _account(seed);
        vm.assume(digest != 0);
        address wallet = address(new Wallet(owner));

        _expectRefusal(
            wallet, digest, type(uint256).max, Registrations.sign(address(registry), key + 1, wallet, digest, type(uint256).max)
        );
        registry.registerFor(
            wallet, digest, type(uint256).max, Registrations.sign(address(registry), key, wallet, digest, type(uint256).max)
        );

        require(registry.registeredAt(wallet, digest) == block.timestamp, "wallet not recorded");
    }

    function testFuzz_registerFor_takesTheKeyOfAnAccountThatHasCode(uint256 seed, bytes32 digest) public {
        (uint256 key, address registrant) = _account(seed);
        vm.assume(digest != 0);
        vm.etch(registrant, address(this).code);

        registry.registerFor(
            registrant, digest, type(uint256).max, Registrations.sign(address(registry), key, registrant, digest, type(uint256).max)
        );

        require(registry.registeredAt(registrant, digest) == block.timestamp, "delegating account not recorded");
    }

    function _expectRefusal(address registrant, bytes32 digest, uint256 deadline, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(IImageRegistry.InvalidSignature.selector, registrant));
        registry.registerFor(registrant, digest, deadline, signature);
        require(registry.registeredAt(registrant, digest) == 0, "recorded without a signature");
    }

    /// @dev Keys are below 2^128, and so below the order of the curve also when one is added.
    function _account(uint256 seed) private pure returns (uint256 key, address account) {
        key = 1 + uint256(uint128(seed));
        account = vm.addr(key);
    }
}
