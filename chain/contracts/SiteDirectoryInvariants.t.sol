// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISiteDirectory} from "./ISiteDirectory.sol";
import {SiteDirectory} from "./SiteDirectory.sol";
import {Vm, vm} from "./Vm.sol";

/// @notice A few accounts that do anything to a directory, a reader who knows nothing but its log, and a verifier who remembers its answers.
contract DirectoryUsers {
    uint256 public constant ACCOUNTS = 3;
    uint256 public constant SITES = 2;
    uint256 public constant ROLES = 2;

    SiteDirectory public immutable directory = new SiteDirectory();

    /// @dev Kept, as to compute them for each question takes most of the time.
    address[ACCOUNTS] private _accounts;
    bytes32[SITES] private _sites;

    /// @dev What the log says.
    mapping(bytes32 site => address admin) public adminOf;
    mapping(bytes32 site => address candidate) public candidateOf;
    mapping(bytes32 site => mapping(address member => mapping(ISiteDirectory.Role role => ISiteDirectory.Term[]))) private _terms;

    /// @dev Times that were past when the verifier asked, and what it was told: see {answersAt}.
    uint64[] private _pastTimes;
    uint256[] private _pastAnswers;

    /// @notice What the reader saw that must not happen; empty as long as all is well.
    string public violation;

    constructor() {
        for (uint256 i = 0; i < ACCOUNTS; ++i) {
            _accounts[i] = vm.addr(1 + i);
        }
        for (uint256 i = 0; i < SITES; ++i) {
            _sites[i] = directory.siteOf(_accounts[i], "site");
        }
    }

    function createSite(uint8 user) external {
        _call(accountOf(user), abi.encodeCall(ISiteDirectory.createSite, ("site")));
    }

    /// @param candidate One of the accounts, or the zero address.
    function offerAdmin(uint8 user, uint8 site, uint8 candidate) external {
        candidate %= uint8(ACCOUNTS + 1);
        address offered = candidate == ACCOUNTS ? address(0) : accountOf(candidate);
        _call(accountOf(user), abi.encodeCall(ISiteDirectory.offerAdmin, (siteOf(site), offered)));
    }

    function acceptAdmin(uint8 user, uint8 site) external {
        _call(accountOf(user), abi.encodeCall(ISiteDirectory.acceptAdmin, (siteOf(site))));
    }

    /// @param begin Seconds from 16 ago.
    /// @param length Seconds.
    function grant(uint8 user, uint8 site, uint8 member, uint8 role, uint8 begin, uint8 length) external {
        uint64 from = uint64(block.timestamp) + begin - 16;
        _call(
            accountOf(user),
            abi.encodeCall(ISiteDirectory.grant, (siteOf(site), accountOf(member), roleOf(role), from, from + length))
        );
    }

    /// @param time Seconds from 16 ago.
    function end(uint8 user, uint8 site, uint8 member, uint8 role, uint8 time) external {
        uint64 until = uint64(block.timestamp) + time - 16;
        _call(accountOf(user), abi.encodeCall(ISiteDirectory.end, (siteOf(site), accountOf(member), roleOf(role), until)));
    }

    /// @dev Lets up to 16 seconds pass and asks about the last of them.
    function wait(uint8 time) external {
        uint64 past = uint64(block.timestamp) + time % 16;
        vm.warp(past + 1);
        _pastTimes.push(past);
        _pastAnswers.push(answersAt(past));
    }

    function accountOf(uint256 user) public view returns (address account) {
        return _accounts[user % ACCOUNTS];
    }

    /// @dev That of one of the first accounts; it may not exist yet.
    function siteOf(uint256 index) public view returns (bytes32 site) {
        return _sites[index % SITES];
    }

    function roleOf(uint256 index) public pure returns (ISiteDirectory.Role role) {
        return ISiteDirectory.Role(index % ROLES);
    }

    function termsOf(bytes32 site, address member, ISiteDirectory.Role role) external view returns (ISiteDirectory.Term[] memory terms) {
        return _terms[site][member][role];
    }

    /// @notice Whether the directory still gives each answer that it gave.
    function answersStand() external view returns (bool stand) {
        for (uint256 i = 0; i < _pastTimes.length; ++i) {
            if (answersAt(_pastTimes[i]) != _pastAnswers[i]) return false;
        }
        return true;
    }

    /// @notice One bit for each site, member and role: whether the directory says that it spoke at `time`.
    function answersAt(uint64 time) public view returns (uint256 answers) {
        for (uint256 i = 0; i < SITES * ACCOUNTS * ROLES; ++i) {
            bool spoke = directory.speaksFor(siteOf(i), accountOf(i / SITES), roleOf(i / SITES / ACCOUNTS), time);
            if (spoke) answers |= 1 << i;
        }
    }

    function _call(address sender, bytes memory data) private {
        vm.recordLogs();
        vm.prank(sender);
        (bool succeeded,) = address(directory).call(data);
        if (!succeeded) return;

        Vm.Log[] memory logs = vm.getRecordedLogs();
        if (logs.length != 1) violation = "not one event for one change";
        for (uint256 i = 0; i < logs.length; ++i) {
            _read(sender, logs[i]);
        }
    }

    function _read(address sender, Vm.Log memory log) private {
        (bytes32 kind, bytes32 site) = (log.topics[0], log.topics[1]);
        address second = address(uint160(uint256(log.topics[2])));

        if (kind == ISiteDirectory.SiteCreated.selector) {
            if (adminOf[site] != address(0) || second != sender) violation = "a site that was another's";
            adminOf[site] = second;
        } else if (kind == ISiteDirectory.AdminOffered.selector) {
            if (adminOf[site] != sender || second != sender) violation = "offered by another than the admin";
            candidateOf[site] = address(uint160(uint256(log.topics[3])));
        } else if (kind == ISiteDirectory.AdminChanged.selector) {
            address admin = address(uint160(uint256(log.topics[3])));
            if (second != adminOf[site] || admin != sender || candidateOf[site] != sender) violation = "taken without an offer";
            (adminOf[site], candidateOf[site]) = (admin, address(0));
        } else {
            if (adminOf[site] != sender) violation = "terms changed by another than the admin";
            _readTerm(kind, _terms[site][second][ISiteDirectory.Role(uint256(log.topics[3]))], log.data);
        }
    }

    function _readTerm(bytes32 kind, ISiteDirectory.Term[] storage terms, bytes memory data) private {
        if (kind == ISiteDirectory.RoleGranted.selector) {
            terms.push(abi.decode(data, (ISiteDirectory.Term)));
        } else if (kind == ISiteDirectory.RoleEnded.selector) {
            uint64 until = abi.decode(data, (uint64));
            ISiteDirectory.Term storage last = terms[terms.length - 1];
            if (until <= last.validFrom) terms.pop();
            else last.validUntil = until;
        } else {
            violation = "an unknown event";
        }
    }
}

/// @notice What holds after any sequence of calls.
contract SiteDirectoryInvariantsTest {
    DirectoryUsers private users;

    function setUp() public {
        vm.warp(1_000_000);
        users = new DirectoryUsers();
    }

    /// @dev Read by the fuzzer, which would otherwise call the directory itself, unseen.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(users);
    }

    /// @dev The reader also checks who was entitled to each entry.
    function invariant_logEqualsStoragePastAnswersStandAndOnlyTheAdminChangesASite() external view {
        require(bytes(users.violation()).length == 0, users.violation());
        require(users.answersStand(), "another answer about the past");

        SiteDirectory directory = users.directory();
        for (uint256 i = 0; i < users.SITES(); ++i) {
            bytes32 site = users.siteOf(i);
            require(directory.adminOf(site) == users.adminOf(site), "admin");
            require(directory.candidateOf(site) == users.candidateOf(site), "candidate");
            for (uint256 member = 0; member < users.ACCOUNTS(); ++member) {
                for (uint256 role = 0; role < users.ROLES(); ++role) {
                    _checkTerms(site, users.accountOf(member), users.roleOf(role));
                }
            }
        }
    }

    function _checkTerms(bytes32 site, address member, ISiteDirectory.Role role) private view {
        ISiteDirectory.Term[] memory terms = users.directory().termsOf(site, member, role);
        require(keccak256(abi.encode(terms)) == keccak256(abi.encode(users.termsOf(site, member, role))), "terms");
        uint64 free = 0;
        for (uint256 i = 0; i < terms.length; ++i) {
            require(free <= terms[i].validFrom && terms[i].validFrom < terms[i].validUntil, "empty, overlapping or out of order");
            free = terms[i].validUntil;
        }
    }
}
