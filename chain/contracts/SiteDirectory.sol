// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISiteDirectory} from "./ISiteDirectory.sol";

/// @title SiteDirectory
/// @notice Storage behind {ISiteDirectory}, in which the past is read-only.
/// @dev Cannot tell who stands behind a site or an account, cannot change who spoke for a site before now, cannot recover a site whose admin lost its key, cannot be paused, upgraded or owned, and holds no ether.
contract SiteDirectory is ISiteDirectory {
    mapping(bytes32 site => address admin) private _admins;
    mapping(bytes32 site => address candidate) private _candidates;

    /// @dev In order and without overlap; only the last one can change, and only from now on.
    mapping(bytes32 site => mapping(address member => mapping(Role role => Term[]))) private _terms;

    /// @dev Lets only the site's admin pass; a site that does not exist has none.
    /// @param site The site.
    modifier onlyAdmin(bytes32 site) {
        if (_admins[site] != msg.sender) revert NotAdmin(site, msg.sender);
        _;
    }

    /// @inheritdoc ISiteDirectory
    function createSite(bytes32 label) external returns (bytes32 site) {
        site = siteOf(msg.sender, label);
        if (_admins[site] != address(0)) revert SiteExists(site);

        _admins[site] = msg.sender;
        emit SiteCreated(site, msg.sender);
    }

    /// @inheritdoc ISiteDirectory
    function offerAdmin(bytes32 site, address candidate) external onlyAdmin(site) {
        _candidates[site] = candidate;
        emit AdminOffered(site, msg.sender, candidate);
    }

    /// @inheritdoc ISiteDirectory
    function acceptAdmin(bytes32 site) external {
        if (_candidates[site] != msg.sender) revert NotOffered(site, msg.sender);

        emit AdminChanged(site, _admins[site], msg.sender);
        _admins[site] = msg.sender;
        delete _candidates[site];
    }

    /// @inheritdoc ISiteDirectory
    function grant(bytes32 site, address member, Role role, uint64 validFrom, uint64 validUntil) external onlyAdmin(site) {
        Term[] storage terms = _terms[site][member][role];
        uint256 earliest = terms.length == 0 ? 0 : terms[terms.length - 1].validUntil;
        if (validFrom < block.timestamp || validFrom < earliest || validUntil <= validFrom) {
            revert InvalidTerm(validFrom, validUntil);
        }

        terms.push(Term(validFrom, validUntil));
        emit RoleGranted(site, member, role, validFrom, validUntil);
    }

    /// @inheritdoc ISiteDirectory
    function end(bytes32 site, address member, Role role, uint64 validUntil) external onlyAdmin(site) {
        Term[] storage terms = _terms[site][member][role];
        if (terms.length == 0 || validUntil < block.timestamp) revert InvalidEnd(validUntil);

        Term storage last = terms[terms.length - 1];
        if (validUntil >= last.validUntil) revert InvalidEnd(validUntil);

        if (validUntil <= last.validFrom) terms.pop();
        else last.validUntil = validUntil;
        emit RoleEnded(site, member, role, validUntil);
    }

    /// @inheritdoc ISiteDirectory
    function speaksFor(bytes32 site, address member, Role role, uint64 time) external view returns (bool spoke) {
        Term[] storage terms = _terms[site][member][role];
        for (uint256 i = terms.length; i > 0; --i) {
            Term memory term = terms[i - 1];
            if (term.validFrom <= time) return time < term.validUntil;
        }
    }

    /// @inheritdoc ISiteDirectory
    function termsOf(bytes32 site, address member, Role role) external view returns (Term[] memory terms) {
        return _terms[site][member][role];
    }

    /// @inheritdoc ISiteDirectory
    function adminOf(bytes32 site) external view returns (address admin) {
        return _admins[site];
    }

    /// @inheritdoc ISiteDirectory
    function candidateOf(bytes32 site) external view returns (address candidate) {
        return _candidates[site];
    }

    /// @inheritdoc ISiteDirectory
    function siteOf(address creator, bytes32 label) public pure returns (bytes32 site) {
        return keccak256(abi.encode(creator, label));
    }
}
