using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace PathoChain.Inference.Tests;

public sealed class EnsembleCardFileTests : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Create();

    public EnsembleCardFileTests() => _folder.Copy("second");

    public static TheoryData<string, string, string> WrongMembers => new()
    {
        { "labels", """{"negative":"a","positive":"a"}""", "two names" },
        { "members", "[]", "at least one" },
        { "members", "[null]", "none is null" },
        { "members", """[{"name":"basecnn","sha256":"ABC","weight":1}]""", "\"ABC\"" },
        { "members", """[{"name":"basecnn","weight":1}]""", "sha256" },
        { "temperature", "0", "temperature is above 0" },
        { "temperature", "1e999", "temperature is above 0" },
        { "threshold", "0", "between 0 and 1" },
        { "abstainBand", "[0.6, 0.7]", "0.6, 0.7" },
        { "abstainBand", "[0.3, 0.4]", "0.3, 0.4" },
        { "abstainBand", "[-0.1, 0.6]", "-0.1, 0.6" },
        { "abstainBand", "[0.4, 1.1]", "0.4, 1.1" },
        { "abstainBand", "[0.5]", "two probabilities" },
        { "abstainBand", "[0.4, 0.5, 0.6]", "two probabilities" },
        { "abstainBand", "null", "no card of an ensemble" },
        { "threshold", "\"0.5\"", "no card of an ensemble" },
        { "surprise", "1", "no card of an ensemble" },
    };

    [Fact]
    public void A_folder_need_not_have_one() => EnsembleCardFile.Load(_folder.Directory).Should().BeNull();

    [Fact]
    public void A_card_is_read_with_its_hash()
    {
        _folder.WriteEnsemble(card => card["abstainBand"] = new JsonArray(0.31, 0.66));

        var card = EnsembleCardFile.Load(_folder.Directory)!;

        card.Members.Select(member => (member.Name, member.Weight)).Should().Equal(("basecnn", 0.5), ("second", 0.5));
        card.AbstainBand.Should().Equal(0.31, 0.66);
        card.Metrics.Ece.Should().Be(0.02);
        card.Json.Should().Be(File.ReadAllText(_folder.Path("ensemble.json")));
        card.Sha256.Should().Be(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder.Path("ensemble.json")))));
    }

    [Theory]
    [MemberData(nameof(WrongMembers))]
    public void A_card_that_says_something_wrong_is_refused_by_name(string member, string json, string reason)
    {
        _folder.WriteEnsemble(card => card[member] = JsonNode.Parse(json));

        Refusal().Should().ContainAll(_folder.Path("ensemble.json"), reason);
    }

    [Theory]
    [InlineData(0.5, 0.49)]
    [InlineData(0.6, 0.5)]
    [InlineData(-0.5, 1.5)]
    public void Weights_that_are_none_are_refused(double first, double second)
    {
        _folder.WriteEnsemble(card => (card["members"]![0]!["weight"], card["members"]![1]!["weight"]) = (first, second));

        Refusal().Should().Contain("weight");
    }

    [Fact]
    public void A_model_that_would_vote_twice_is_refused()
    {
        _folder.WriteEnsemble(card => card["members"]![1]!["sha256"] = card["members"]![0]!["sha256"]!.DeepClone());

        Refusal().Should().Contain("votes once");
    }

    [Theory]
    [InlineData("version")]
    [InlineData("temperature")]
    [InlineData("abstainBand")]
    [InlineData("metrics")]
    public void A_card_that_lacks_a_member_is_refused(string member)
    {
        _folder.WriteEnsemble(card => card.Remove(member));

        Refusal().Should().Contain(member);
    }

    public void Dispose() => _folder.Dispose();

    private string Refusal() =>
        FluentActions.Invoking(() => EnsembleCardFile.Load(_folder.Directory)).Should().Throw<ModelException>().Which.Message;
}
