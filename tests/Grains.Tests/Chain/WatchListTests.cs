using System.Text.Json;
using PathoChain.Grains.Chain;
using PathoChain.Registry;

namespace PathoChain.Grains.Tests.Chain;

public sealed class WatchListTests
{
    private static readonly ChainDepth Depth = new(Head: 100, Safe: 70, Finalized: 40);

    [Theory]
    [InlineData(100, 1, Finality.Unsafe)]
    [InlineData(98, 3, Finality.Unsafe)]
    [InlineData(71, 12, Finality.Unsafe)]
    [InlineData(70, 12, Finality.Safe)]
    [InlineData(41, 12, Finality.Safe)]
    [InlineData(40, 12, Finality.Finalized)]
    [InlineData(101, 0, Finality.Unsafe)]
    public void A_block_has_so_many_confirmations_and_is_as_final_as_the_node_says(long block, int confirmations, Finality finality) =>
        WatchList.LevelOf(block, Depth, required: 12).Should().Be((confirmations, finality));

    [Fact]
    public void Without_tags_nothing_is_called_final_and_depth_ends_the_watch()
    {
        var untagged = new ChainDepth(100, Safe: null, Finalized: null);

        WatchList.LevelOf(1, untagged, 12).Should().Be((12, Finality.Unsafe));
        untagged.IsFinal(38, 12).Should().BeFalse();
        untagged.IsFinal(37, 12).Should().BeTrue();
        untagged.IsFinal(2, 100).Should().BeFalse();
        Depth.IsFinal(41, 12).Should().BeFalse();
        Depth.IsFinal(40, 12).Should().BeTrue();
        Depth.IsFinal(40, 62).Should().BeFalse();
    }

    [Fact]
    public void Images_of_one_block_are_kept_together_and_once()
    {
        var registration = Registrations.At(1, of: 3);
        var watched = Array.Empty<WatchedBlock>().With([("b", registration)]).With([("a", registration), ("b", registration), ("c", registration with { BlockNumber = 3 })]);

        watched.Should().HaveCount(2);
        watched[1].Cids.Should().BeEquivalentTo("a", "b");
        watched.Without(new HashSet<(string, string)> { ("c", registration.BlockHash), ("a", registration.BlockHash), ("b", "another") })
            .Should().ContainSingle().Which.Cids.Should().Equal("b");
    }

    [Fact]
    public void A_state_that_was_stored_before_blocks_were_watched_is_still_read()
    {
        var state = JsonSerializer.Deserialize<WatcherState>("""
            {
              "Genesis": "0x01", "Cursor": { "Number": 9, "Hash": "0x09" }, "ResetAt": null,
              "Unconfirmed": [{ "Cid": "bafk", "Registration": { "ChainId": 31337, "Contract": "0x33", "Registrant": "0x44", "TransactionHash": "0x11",
                "BlockNumber": 7, "BlockHash": "0x55", "GasUsed": 45900, "Confirmations": 1, "Required": 3 } }]
            }
            """)!.Upgraded();

        state.Unconfirmed.Should().BeEmpty();
        state.Checkpoints.Should().BeEmpty();
        state.Watched.Should().ContainSingle().Which.Should().BeEquivalentTo(new WatchedBlock(7, "0x55", ["bafk"], -1, Finality.Unsafe));
    }
}
