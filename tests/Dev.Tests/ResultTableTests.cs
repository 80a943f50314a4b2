using PathoChain.Dev.Demo;

namespace PathoChain.Dev.Tests;

public sealed class ResultTableTests
{
    private static readonly ImageRun Classified = new("0/a.png", Synthetic: false, DemoImages.Classified(), new StageSeconds(0.1, 0.25, 0.031), Error: null);

    [Fact]
    public void A_row_holds_everything_that_is_known_of_a_classified_image()
    {
        var table = new ResultTable([Classified]);
        table.Columns.Should().Equal("file", "CID", "transaction", "block", "gas", "basecnn", "ensemble", "label", "upload s", "register s", "classify s", "notes");
        table.RowOf(Classified).Should().Equal("0/a.png", "bafkreih…nxquvyku", "0x012345…89abcdef", "1,204", "45,678", "0.813", "0.813", "idc", "0.10", "0.25", "0.03", "");
    }

    [Fact]
    public void An_image_that_was_refused_says_why_and_leaves_the_rest_open()
    {
        var refused = new ImageRun("b.png", Synthetic: false, Image: null, new StageSeconds(0, 0, 0), "The API answered 422: truncated");
        var table = new ResultTable([Classified, refused]);
        table.RowOf(refused).Should().Equal("b.png", "–", "–", "–", "–", "–", "–", "refused", "0.00", "0.00", "0.00", "1");
        table.Notes.Should().Equal("The API answered 422: truncated");
    }

    [Fact]
    public void A_note_that_many_images_share_is_written_once()
    {
        var warned = Classified with { Synthetic = true, Image = DemoImages.Classified("image is 700x460; trained on 50x50") };
        var table = new ResultTable([warned, warned]);
        table.RowOf(warned)[^1].Should().Be("1 2");
        table.RowOf(warned)[^1].Should().Be("1 2");
        table.Notes.Should().HaveCount(2);
        table.Notes[0].Should().StartWith("synthetic:");
        table.Notes[1].Should().Be("basecnn: image is 700x460; trained on 50x50");
    }

    [Fact]
    public void What_several_models_warn_of_is_one_note()
    {
        var image = DemoImages.Classified("too smooth");
        var votes = image.Result!.Votes;
        var warned = Classified with { Image = image with { Result = image.Result with { Votes = [.. votes, votes[0] with { Model = "vgg16" }] } } };
        var table = new ResultTable([warned]);

        table.RowOf(warned)[^1].Should().Be("1");
        table.Notes.Should().Equal("basecnn, vgg16: too smooth");
    }

    [Fact]
    public void A_result_that_a_model_doubts_names_no_class()
    {
        var doubted = Classified with { Image = DemoImages.Classified("too smooth") };
        new ResultTable([doubted]).RowOf(doubted)[7].Should().Be("do not rely");
    }

    [Fact]
    public void An_uncertain_result_names_no_class_and_says_why()
    {
        var uncertain = Classified with { Image = DemoImages.Uncertain() };
        var table = new ResultTable([uncertain]);
        table.RowOf(uncertain)[7].Should().Be("uncertain");
        table.Notes.Should().Equal(
            "uncertain: the probability is too close to the threshold, so no call is made", "the models disagree", "ensemble: vgg16 is withdrawn");
    }

    [Theory]
    [InlineData(null, "–")]
    [InlineData("short", "short")]
    [InlineData("12345678x87654321", "12345678x87654321")]
    [InlineData("12345678xx87654321", "12345678…87654321")]
    public void An_identifier_is_shortened_to_its_head_and_tail(string? id, string shown) => ResultTable.Shorten(id).Should().Be(shown);
}
