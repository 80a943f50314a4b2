using System.Runtime.Versioning;
using PathoChain.Dev.Demo;

namespace PathoChain.Dev.Tests;

public sealed class ImageFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Samples => Path.Combine(_folder.Path, "samples");

    [Fact]
    public void A_named_folder_gives_all_images_below_it_sorted_whatever_the_data_variable_says()
    {
        string[] files = [_folder.Write("images/a/2.PNG"), _folder.Write("images/a/3.tif"), _folder.Write("images/b.jpeg")];
        _folder.Write("images/notes.txt");
        _folder.Write("data/set/9.png");

        ImageFiles.Choose(Below("images"), Below("data"), Samples, limit: null).Should().Equal(files);
    }

    [Fact]
    public void Without_a_folder_each_data_set_gives_five_from_its_first_to_its_last()
    {
        foreach (var number in Enumerable.Range(1, 9))
        {
            _folder.Write($"data/one/{number}.png");
        }

        _folder.Write("data/two/only.png");

        ImageFiles.Choose(null, Below("data"), Samples, limit: null).Select(Path.GetFileName).Should().Equal("1.png", "3.png", "5.png", "7.png", "9.png", "only.png");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_data_the_samples_are_sent(string? data)
    {
        var sample = _folder.Write("samples/synthetic-1.png");
        ImageFiles.Choose(null, data, Samples, limit: null).Should().Equal(sample);
        ImageFiles.IsSynthetic(sample).Should().BeTrue();
    }

    [Fact]
    public void A_limit_takes_the_first()
    {
        string[] files = [_folder.Write("images/1.png"), _folder.Write("images/2.png"), _folder.Write("images/3.png")];
        ImageFiles.Choose(Below("images"), null, Samples, limit: 2).Should().Equal(files[..2]);
    }

    [Fact]
    public void A_folder_that_is_missing_or_has_no_image_is_named_with_the_fix()
    {
        var empty = Directory.CreateDirectory(Below("empty")).FullName;
        var choose = (string folder) => () => ImageFiles.Choose(folder, null, Samples, limit: null);
        choose(empty).Should().Throw<ToolException>().WithMessage($"No image below {empty}.*Fix:*");
        choose(Below("missing")).Should().Throw<ToolException>().WithMessage("No folder *missing.*--images*");
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_that_cannot_be_read_to_its_end_is_named_with_the_fix()
    {
        Skip.If(Environment.UserName == "root", "root may read everything");
        _folder.Write("images/1.png");
        var closed = Directory.CreateDirectory(Below("images/closed"), UnixFileMode.None);

        var error = Record.Exception(() => ImageFiles.Choose(Below("images"), null, Samples, limit: null));
        closed.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute; // so that it can be removed

        error.Should().BeOfType<ToolException>().Which.Message.Should().Match($"Not all folders below {Below("images")} can be read: *{closed.FullName}*Fix:*");
    }

    [Fact]
    public void Paths_are_reported_from_the_deepest_folder_that_holds_all()
    {
        CommonFolder.Of(["/data/idc/0/a.png", "/data/idc/1/b.png"]).Should().Be("/data/idc");
        CommonFolder.Of(["/data/idc/0/a.png", "/data/idc0/b.png"]).Should().Be("/data");
        CommonFolder.Of(["/a.png", "/x/b.png"]).Should().Be("/");
    }

    public void Dispose() => _folder.Dispose();

    private string Below(string name) => Path.Combine(_folder.Path, name);
}
