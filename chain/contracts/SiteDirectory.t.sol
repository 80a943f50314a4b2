// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISiteDirectory} from "./ISiteDirectory.sol";
import {SiteDirectory} from "./SiteDirectory.sol";
import {vm} from "./Vm.sol";

/// @notice Properties of {SiteDirectory}; the tests are the admin unless they say otherwise.
contract SiteDirectoryTest {
    SiteDirectory private directory;
    bytes32 private site;

    function setUp() public {
        directory = new SiteDirectory();
        site = directory.createSite("site");
    }

    function testFuzz_createSite_cannotBeSquatted(address creator, address squatter, bytes32 label) public {
        vm.assume(creator != squatter && creator != address(this) && squatter != address(this));
        vm.assume(creator != address(0) && squatter != address(0));
        vm.prank(squatter);
        directory.createSite(label);

        bytes32 expected = directory.siteOf(creator, label);
        vm.expectEmit(address(directory));
        emit ISiteDirectory.SiteCreated(expected, creator);
        vm.prank(creator);
        require(directory.createSite(label) == expected, "id of the site");
        require(directory.adminOf(expected) == creator, "admin of the site");

        vm.expectRevert(abi.encodeWithSelector(ISiteDirectory.SiteExists.selector, expected));
        vm.prank(creator);
        directory.createSite(label);
    }

    function testFuzz_admin_changesOnlyWhenTheCandidateAccepts(address candidate, address stranger) public {
        vm.assume(candidate != stranger && candidate != address(this) && candidate != address(0) && stranger != address(0));
        vm.expectEmit(address(directory));
        emit ISiteDirectory.AdminOffered(site, address(this), candidate);
        directory.offerAdmin(site, candidate);
        require(directory.adminOf(site) == address(this) && directory.candidateOf(site) == candidate, "changed too early");

        vm.expectRevert(abi.encodeWithSelector(ISiteDirectory.NotOffered.selector, site, stranger));
        vm.prank(stranger);
        directory.acceptAdmin(site);

        vm.expectEmit(address(directory));
        emit ISiteDirectory.AdminChanged(site, address(this), candidate);
        vm.prank(candidate);
        directory.acceptAdmin(site);
        require(directory.adminOf(site) == candidate && directory.candidateOf(site) == address(0), "not handed over");

        vm.expectRevert(abi.encodeWithSelector(ISiteDirectory.NotAdmin.selector, site, address(this)));
        directory.offerAdmin(site, address(this));
    }

    function testFuzz_offerAdmin_canBeTakenBack(address candidate) public {
        vm.assume(candidate != address(0));
        directory.offerAdmin(site, candidate);
        directory.offerAdmin(site, address(0));

        vm.expectRevert(abi.encodeWithSelector(ISiteDirectory.NotOffered.selector, site, candidate));
        vm.prank(candidate);
        directory.acceptAdmin(site);
    }

    function testFuzz_speaksFor_exactlyTheTermAndNobodyElse(
        address member,
        address other,
        uint8 role,
        uint64 from,
        uint64 until,
        uint64 time
    ) public {
        vm.assume(from >= block.timestamp && from < until && member != other);
        ISiteDirectory.Role granted = ISiteDirectory.Role(role % 3);

        vm.expectEmit(address(directory));
        emit ISiteDirectory.RoleGranted(site, member, granted, from, until);
        directory.grant(site, member, granted, from, until);

        require(directory.speaksFor(site, member, granted, time) == (from <= time && time < until), "not its term");
        require(directory.speaksFor(site, member, granted, from), "not from its begin");
        require(!directory.speaksFor(site, member, granted, until), "still at its end");
        require(!directory.speaksFor(site, other, granted, from), "another account");
        require(!directory.speaksFor(site, member, ISiteDirectory.Role((role % 3 + 1) % 3), from), "another role");
        require(!directory.speaksFor(~site, member, granted, from), "another site");
    }

    function testFuzz_grant_refusesEmptyPastAndOverlappingTerms(address member, uint64 from, uint64 until, uint64 today) public {
        uint64 ends = 2_000_000;
        vm.warp(1_000_000);
        directory.grant(site, member, ISiteDirectory.Role.Uploader, 1_000_000, ends);
        vm.assume(today >= 1_000_000);
        vm.warp(today);

        if (from < today || from < ends || until <= from) {
            vm.expectRevert(abi.encodeWithSelector(ISiteDirectory.InvalidTerm.selector, from, until));
        }
        directory.grant(site, member, ISiteDirectory.Role.Uploader, from, until);
    }

    function testFuzz_grant_refusesEachFault(address member, uint64 from, uint64 today, uint8 fault) public {
        vm.assume(today > 1_000 && today < type(uint64).max - 1_000);
        vm.warp(today);
        uint64 ends = today + 500;
        directory.grant(site, member, ISiteDirectory.Role.Device, today, ends);
        uint64 begins = fault % 3 == 0 ? from % today : fault % 3 == 1 ? today + from % 500 : ends;
        uint64 until = fault % 3 == 2 ? ends - from % 500 : type(uint64).max;

        vm.expectRevert(abi.encodeWithSelector(ISiteDirectory.InvalidTerm.selector, begins, until));
        directory.grant(site, member, ISiteDirectory.Role.Device, begins, until);
    }

    function testFuzz_end_changesTheFutureButNotThePast(address member, uint64 from, uint64 length, uint64 passed, uint64 left) public {
        vm.assume(from >= block.timestamp && length > 0 && uint256(from) + length < type(uint64).max);
        uint64 until = from + length;
        directory.grant(site, member, ISiteDirectory.Role.Pathologist, from, until);
        uint64 today = from + passed % length;
        uint64 end = today + left % (until - today);
        vm.warp(today);

        vm.expectEmit(address(directory));
        emit ISiteDirectory.RoleEnded(site, member, ISiteDirectory.Role.Pathologist, end);
        directory.end(site, member, ISiteDirectory.Role.Pathologist, end);

        require(!directory.speaksFor(site, member, ISiteDirectory.Role.Pathologist, end), "not ended");
        require(end == from || directory.speaksFor(site, member, ISiteDirectory.Role.Pathologist, end - 1), "past changed");
        _expectInvalidEnd(member, end);
        if (today > 0) _expectInvalidEnd(member, today - 1);

        vm.warp(until);
        directory.grant(site, member, ISiteDirectory.Role.Pathologist, until, type(uint64).max);
        require(!directory.speaksFor(site, member, ISiteDirectory.Role.Pathologist, end), "gap filled");
        require(end == from || directory.speaksFor(site, member, ISiteDirectory.Role.Pathologist, from), "first term forgotten");
    }

    function testFuzz_end_callsOffATermThatHasNotBegun(address member, uint64 from, uint64 end) public {
        vm.assume(end >= block.timestamp && end <= from && from < type(uint64).max);
        directory.grant(site, member, ISiteDirectory.Role.Device, from, type(uint64).max);

        directory.end(site, member, ISiteDirectory.Role.Device, end);

        require(directory.termsOf(site, member, ISiteDirectory.Role.Device).length == 0, "term left");
        _expectInvalidEndOf(member, ISiteDirectory.Role.Device, end);
    }

    function _expectInvalidEnd(address member, uint64 end) private {
        _expectInvalidEndOf(member, ISiteDirectory.Role.Pathologist, end);
    }

    function _expectInvalidEndOf(address member, ISiteDirectory.Role role, uint64 end) private {
        vm.expectRevert(abi.encodeWithSelector(ISiteDirectory.InvalidEnd.selector, end));
        directory.end(site, member, role, end);
    }
}
