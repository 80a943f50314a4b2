namespace PathoChain.Dev.Tests;

public sealed class ApiImageTests
{
    [Fact]
    public void A_classified_image_is_at_its_end()
    {
        var image = DemoImages.Classified();
        image.IsEnd.Should().BeTrue();
        image.IsClassified.Should().BeTrue();
        image.ETag.Should().Be("\"9\"");
        image.Json.GetProperty("version").GetInt32().Should().Be(9);
    }

    [Fact]
    public void A_failed_image_is_at_its_end_only_when_nothing_tries_again()
    {
        DemoImages.Failed(retryAt: null).IsEnd.Should().BeTrue();
        DemoImages.Failed(retryAt: "2026-11-23T05:00:00Z").IsEnd.Should().BeFalse();
    }
}
