using System.Text.Json.Nodes;

namespace PathoChain.Inference.Tests;

public sealed class ModelCardFileTests : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Create();

    public static TheoryData<string, string, string> WrongMembers => new()
    {
        { "name", "\"vgg16\"", "name is \"vgg16\"" },
        { "file", "\"../basecnn.onnx\"", "file is \"../basecnn.onnx\"" },
        { "sha256", "\"ABC\"", "sha256 is \"ABC\"" },
        { "labels", """{"negative":"a","positive":"a"}""", "two names" },
        { "input", """{"name":"image","width":0,"height":50,"layout":"NCHW","range":[0,1]}""", "0x50" },
        { "input", """{"name":"image","width":50,"height":50,"layout":"NHWC","range":[0,1]}""", "NHWC" },
        { "input", """{"name":"image","width":50,"height":50,"layout":"NCHW","range":[-1,1]}""", "-1, 1" },
        { "preprocessing", """{"steps":["srgb8","resize-lanczos","divide-255"]}""", "resize-lanczos" },
        { "scale", """{"nativeWidth":50,"nativeHeight":50,"tolerance":0.5,"micronsPerPixel":null,"description":"x"}""", "tolerance" },
        { "scale", """{"nativeWidth":50,"nativeHeight":50,"tolerance":1.5,"micronsPerPixel":null,"description":"x","leastDetail":{"luma":0.4,"cb":0.4,"cr":1.5}}""", "leastDetail" },
        { "scale", """{"nativeWidth":50,"nativeHeight":50,"tolerance":1.5,"micronsPerPixel":null,"description":"x","usualColours":{"luma":{"leastMean":9,"largestMean":8,"leastDeviation":1},"cb":{"leastMean":1,"largestMean":2,"leastDeviation":1},"cr":{"leastMean":1,"largestMean":2,"leastDeviation":1}}}""", "usualColours" },
        { "threshold", "1", "between 0 and 1" },
        { "largestDistance", "0", "above 0" },
        { "outputs", """{"probability":"probability","logit":"logit"}""", "goes with an output" },
        { "threshold", "\"0.5\"", "no model card" },
        { "labels", "null", "no model card" },
        { "surprise", "1", "no model card" },
    };

    [Theory]
    [MemberData(nameof(WrongMembers))]
    public void A_card_that_says_something_wrong_is_refused_by_name(string member, string json, string reason)
    {
        _folder.ChangeCard("basecnn", card => card[member] = JsonNode.Parse(json));

        Refusal().Should().ContainAll(_folder.Path("basecnn.json"), reason);
    }

    [Theory]
    [InlineData("sha256")]
    [InlineData("threshold")]
    [InlineData("metrics")]
    [InlineData("license")]
    public void A_card_that_lacks_a_member_is_refused(string member)
    {
        _folder.ChangeCard("basecnn", card => card.Remove(member));

        Refusal().Should().Contain(member);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"name\":\"basecnn\",\"name\":\"basecnn\"}")]
    public void A_file_that_is_no_card_is_refused(string text)
    {
        File.WriteAllText(_folder.Path("basecnn.json"), text);

        Refusal().Should().Contain(_folder.Path("basecnn.json"));
    }

    [Fact]
    public void A_card_may_say_what_its_weights_were_trained_on_before()
    {
        _folder.ChangeCard("basecnn", card => card["data"]!["earlier"] = JsonNode.Parse("""[{"name":"other patches","splitId":"ab"}]"""));

        ModelCardFile.Load(_folder.Path("basecnn.json")).Data.Earlier.Should().Equal(new EarlierData("other patches", "ab"));
    }

    [Fact]
    public void A_card_may_state_every_setting_of_its_training()
    {
        _folder.ChangeCard("basecnn", card => card["training"]!["settings"] = JsonNode.Parse("""{"schedule":"plateau","colour":0.2}"""));

        var settings = ModelCardFile.Load(_folder.Path("basecnn.json")).Training.Settings!;

        settings["schedule"].GetString().Should().Be("plateau");
        settings["colour"].GetDouble().Should().Be(0.2);
    }

    [Fact]
    public void An_oversized_card_is_refused_unread()
    {
        File.WriteAllText(_folder.Path("basecnn.json"), new string(' ', 256 * 1024) + File.ReadAllText(_folder.Path("basecnn.json")));

        Refusal().Should().Contain("larger than");
    }

    public void Dispose() => _folder.Dispose();

    private string Refusal() =>
        FluentActions.Invoking(() => ModelCardFile.Load(_folder.Path("basecnn.json"))).Should().Throw<ModelException>().Which.Message;
}
