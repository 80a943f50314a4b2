// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title ISiteDirectory
/// @notice Which accounts speak for which site, in which role, and since and until when.
/// @dev A verifier who has the time of a registration asks {speaksFor}: an answer about the past never changes, whoever leaves the site later.
interface ISiteDirectory {
    /// @notice What an account does for a site.
    enum Role {
        Uploader,
        Pathologist,
        Device
    }

    /// @notice A time in which a member has a role.
    /// @param validFrom First block time of it, in Unix seconds.
    /// @param validUntil First block time after it, in Unix seconds.
    struct Term {
        uint64 validFrom;
        uint64 validUntil;
    }

    /// @notice Thrown when the caller has created this site before.
    /// @param site The site.
    error SiteExists(bytes32 site);

    /// @notice Thrown when the caller is not the site's admin.
    /// @param site The site, which may not exist.
    /// @param caller Who tried.
    error NotAdmin(bytes32 site, address caller);

    /// @notice Thrown when the site was not offered to the caller.
    /// @param site The site, which may not exist.
    /// @param caller Who tried.
    error NotOffered(bytes32 site, address caller);

    /// @notice Thrown when a term would be empty, begin in the past, or begin before the one before it has ended.
    /// @param validFrom First block time of the term.
    /// @param validUntil First block time after it.
    error InvalidTerm(uint64 validFrom, uint64 validUntil);

    /// @notice Thrown when the latest term has no such time left that it could lose.
    /// @param validUntil The end that was asked for.
    error InvalidEnd(uint64 validUntil);

    /// @notice Emitted once per site.
    /// @param site The site.
    /// @param admin Its creator and first admin.
    event SiteCreated(bytes32 indexed site, address indexed admin);

    /// @notice Emitted when an admin offers the site to another account, or, with the zero address, takes the offer back.
    /// @param site The site.
    /// @param admin The present admin.
    /// @param candidate Who may accept.
    event AdminOffered(bytes32 indexed site, address indexed admin, address indexed candidate);

    /// @notice Emitted when the offer is accepted.
    /// @param site The site.
    /// @param former The admin until now.
    /// @param admin The admin from now on.
    event AdminChanged(bytes32 indexed site, address indexed former, address indexed admin);

    /// @notice Emitted when a member is given a role for a time.
    /// @param site The site.
    /// @param member The account.
    /// @param role What it may do.
    /// @param validFrom First block time of the term, in Unix seconds.
    /// @param validUntil First block time after it, in Unix seconds.
    event RoleGranted(bytes32 indexed site, address indexed member, Role indexed role, uint64 validFrom, uint64 validUntil);

    /// @notice Emitted when a member's term is shortened.
    /// @param site The site.
    /// @param member The account.
    /// @param role What it may no longer do.
    /// @param validUntil First block time after the term, in Unix seconds.
    event RoleEnded(bytes32 indexed site, address indexed member, Role indexed role, uint64 validUntil);

    /// @notice Creates a site with the caller as its admin.
    /// @dev Reverts with {SiteExists}. Nobody else can create, and so squat, {siteOf} the caller.
    /// @param label Any word by which the caller tells its sites apart, such as a hash; not a name.
    /// @return site As {siteOf} gives it.
    function createSite(bytes32 label) external returns (bytes32 site);

    /// @notice Offers the site to another account, which becomes its admin when it accepts; the last offer counts.
    /// @dev Reverts with {NotAdmin}.
    /// @param site The site.
    /// @param candidate Who may accept; the zero address takes the offer back.
    function offerAdmin(bytes32 site, address candidate) external;

    /// @notice Makes the caller admin of a site that was offered to it.
    /// @dev Reverts with {NotOffered}.
    /// @param site The site.
    function acceptAdmin(bytes32 site) external;

    /// @notice Gives a member a role for a time that has not begun before now.
    /// @dev Reverts with {NotAdmin} or {InvalidTerm}.
    /// @param site The site.
    /// @param member The account.
    /// @param role What it may do.
    /// @param validFrom First block time of the term, in Unix seconds, from now on.
    /// @param validUntil First block time after it, in Unix seconds; 2⁶⁴ - 1 for no end.
    function grant(bytes32 site, address member, Role role, uint64 validFrom, uint64 validUntil) external;

    /// @notice Shortens a member's latest term; an end before its begin calls it off.
    /// @dev Reverts with {NotAdmin} or {InvalidEnd}.
    /// @param site The site.
    /// @param member The account.
    /// @param role What it may no longer do.
    /// @param validUntil First block time after the term, in Unix seconds, from now on and before its present end.
    function end(bytes32 site, address member, Role role, uint64 validUntil) external;

    /// @notice Whether `member` spoke for `site` in `role` at a time.
    /// @dev The answer is final once a block later than that time exists.
    /// @param site The site, which may not exist.
    /// @param member The account.
    /// @param role What it claims to be.
    /// @param time Block time of what it did, in Unix seconds.
    /// @return spoke True if a term holds that time.
    function speaksFor(bytes32 site, address member, Role role, uint64 time) external view returns (bool spoke);

    /// @notice All terms of `member` in `role`.
    /// @param site The site, which may not exist.
    /// @param member The account.
    /// @param role What it may do.
    /// @return terms In order, without overlap.
    function termsOf(bytes32 site, address member, Role role) external view returns (Term[] memory terms);

    /// @notice Who administers a site.
    /// @param site The site.
    /// @return admin Zero if there is no such site.
    function adminOf(bytes32 site) external view returns (address admin);

    /// @notice Who may become admin of a site.
    /// @param site The site.
    /// @return candidate Zero if it is not on offer.
    function candidateOf(bytes32 site) external view returns (address candidate);

    /// @notice The site that `creator` creates with `label`.
    /// @param creator Its first admin.
    /// @param label As given to {createSite}.
    /// @return site keccak256(abi.encode(creator, label)).
    function siteOf(address creator, bytes32 label) external pure returns (bytes32 site);
}
