// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";

import {vm} from "./Vm.sol";

/// @title Registrations
/// @notice Signs registrations for tests as a wallet does: from the domain that the registry tells, not from the registry's own code.
library Registrations {
    /// @notice A registrant's signature of a registration.
    /// @param registry The contract it is for.
    /// @param privateKey Of the signer.
    /// @param registrant For whom it registers.
    /// @param digest What it registers.
    /// @param deadline Unix seconds.
    /// @return signature r ‖ s ‖ v.
    function sign(address registry, uint256 privateKey, address registrant, bytes32 digest, uint256 deadline)
        internal
        view
        returns (bytes memory signature)
    {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, hash(registry, registrant, digest, deadline));
        return abi.encodePacked(r, s, v);
    }

    /// @notice What a registrant signs, by EIP-712.
    /// @param registry The contract it is for.
    /// @param registrant For whom it registers.
    /// @param digest What it registers.
    /// @param deadline Unix seconds.
    /// @return signed keccak256(0x1901 ‖ domain separator ‖ struct hash).
    function hash(address registry, address registrant, bytes32 digest, uint256 deadline)
        internal
        view
        returns (bytes32 signed)
    {
        (, string memory name, string memory version, uint256 chainId, address verifyingContract,,) = IERC5267(registry).eip712Domain();
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                chainId,
                verifyingContract
            )
        );
        bytes32 registration = keccak256(
            abi.encode(
                keccak256("Registration(address registrant,bytes32 digest,uint256 deadline)"), registrant, digest, deadline
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, registration));
    }
}
